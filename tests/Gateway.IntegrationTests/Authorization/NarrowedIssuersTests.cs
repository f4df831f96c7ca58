using Gateway.Testing;

namespace Gateway.IntegrationTests.Authorization;

/// <summary><c>Issuers</c> of an API or an operation: of all trusted issuers, only the tokens of some are accepted there.</summary>
public sealed class NarrowedIssuersTests : IAsyncLifetime
{
    private TestIssuer staff = null!;
    private TestIssuer partner = null!;
    private RecordingUpstream service = null!;
    private TestGateway gateway = null!;

    public async Task InitializeAsync()
    {
        staff = await TestIssuer.StartAsync();
        partner = await TestIssuer.StartAsync();
        service = await RecordingUpstream.StartAsync();
        gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': {
                'staff': { 'Issuer': '{{staff.Url}}', 'Audience': '{{TestIssuer.Audience}}' },
                'partner': { 'Issuer': '{{partner.Url}}', 'Audience': '{{TestIssuer.Audience}}' }
              },
              'Scopes': { 'read': 'Read' },
              'Apis': {
                'open': { 'Prefix': '/open', 'Upstream': '{{service.Url}}', 'Operations': {
                  'GET /': 'read',
                  'GET /partner': { 'Scopes': 'read', 'Issuers': ['partner'] },
                  'GET /any-of-partner': { 'Issuers': ['partner'] }
                } },
                'inner': { 'Prefix': '/inner', 'Upstream': '{{service.Url}}', 'Issuers': ['staff'], 'Operations': {
                  'GET /': 'read', 'GET /any': { 'AnyToken': true }, 'GET /public': { 'Public': true, 'Why': 'test' }
                } },
                'both': { 'Prefix': '/both', 'Upstream': '{{service.Url}}', 'Issuers': ['staff', 'partner'], 'Operations': {
                  'GET /': 'read', 'GET /staff': { 'Scopes': 'read', 'Issuers': ['staff'] }
                } }
              }
            }
            """);
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await service.DisposeAsync();
        await partner.DisposeAsync();
        await staff.DisposeAsync();
    }

    [Theory]
    [InlineData("/open", true, true)]
    [InlineData("/open/partner", false, true)]
    [InlineData("/open/any-of-partner", false, true)]
    [InlineData("/inner", true, false)]
    [InlineData("/inner/any", true, false)]
    [InlineData("/both", true, true)]
    [InlineData("/both/staff", true, false)]
    public async Task A_token_is_accepted_where_its_issuer_is(string path, bool ofStaff, bool ofPartner)
    {
        await CheckAsync(staff, ofStaff);
        await CheckAsync(partner, ofPartner);

        async Task CheckAsync(TestIssuer issuer, bool accepted)
        {
            service.Forget();
            var answer = gateway.GetAsync(path, issuer.Token("read"));
            if (accepted)
            {
                await answer.IsFromServiceAsync();
            }
            else
            {
                await answer.IsRefusedTokenAsync("The token is not from an issuer that this call accepts");
                Assert.Empty(service.Seen);
            }
        }
    }

    [Fact]
    public async Task Another_issuer_is_refused_before_scopes_are_looked_at_and_told_what_a_token_needs()
    {
        var (_, challenge) = await gateway.GetAsync("/open/partner", staff.Token("")).IsRefusedAsync(401, "invalid_token");
        Assert.EndsWith(", scope=\"read\"", challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_issuer_still_needs_the_scope() =>
        await gateway.GetAsync("/open/partner", partner.Token("")).IsRefusedAsync(403, "insufficient_scope");

    [Fact]
    public async Task A_public_operation_of_a_narrowed_API_stays_public() => await gateway.GetAsync("/inner/public").IsFromServiceAsync();
}
