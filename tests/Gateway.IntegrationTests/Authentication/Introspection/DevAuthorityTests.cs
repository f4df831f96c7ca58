using Gateway.IntegrationTests.DevAuthority;

namespace Gateway.IntegrationTests.Authentication.Introspection;

/// <summary>The whole way with a real authorization server: its discovery document, its opaque tokens, its word on them.</summary>
public sealed class DevAuthorityTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>, IAsyncLifetime
{
    private const string Audience = "https://opaque.example.com";

    private readonly string secret = Path.GetTempFileName();
    private RecordingUpstream service = null!;
    private TestGateway gateway = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(secret, "gateway-secret\n");
        service = await RecordingUpstream.StartAsync();
        gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': {
                'Issuer': '{{authority.Issuer}}', 'Audience': '{{Audience}}',
                'Introspection': { 'ClientId': 'gateway', 'ClientSecretFile': '{{secret}}' } } },
              'Scopes': { 'read:opaque': 'r', 'write:opaque': 'w' },
              'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', 'Operations': {
                'GET /': { 'Scopes': 'read:opaque', 'Caller': 'machine' }, 'POST /': 'write:opaque' } } }
            }
            """,
            authority.Clock);
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await service.DisposeAsync();
        File.Delete(secret);
    }

    [Fact]
    public async Task An_opaque_token_is_accepted_for_its_scopes()
    {
        var token = await TokenAsync();
        await gateway.GetAsync("/api", token).IsFromServiceAsync();
        Assert.Equal(
            ("route-planner", "machine", "read:opaque"),
            (service.Only.Header("Gateway-Client"), service.Only.Header("Gateway-Caller"), service.Only.Header("Gateway-Scopes")));
        await gateway.SendAsync("POST", "/api", token).IsRefusedAsync(403, "insufficient_scope");
    }

    [Fact]
    public async Task A_token_that_the_issuer_has_withdrawn_is_refused_once_the_answer_is_a_minute_old()
    {
        var token = await TokenAsync();
        await gateway.GetAsync("/api", token).IsFromServiceAsync();
        await authority.PostAsync("/oauth/revoke", ("token", token), ("client_id", "route-planner"), ("client_secret", "route-planner-secret"));
        authority.Clock.Advance(TimeSpan.FromSeconds(60));
        await gateway.GetAsync("/api", token).IsRefusedTokenAsync("The token is not active");
    }

    [Fact]
    public async Task A_token_that_nobody_issued_is_refused() =>
        await gateway.GetAsync("/api", "made-up").IsRefusedTokenAsync("The token is not active");

    [Fact]
    public async Task A_wrong_secret_is_503_and_loud()
    {
        await File.WriteAllTextAsync(secret, "wrong");
        await gateway.GetAsync("/api", await TokenAsync()).IsRefusedAsync(503, "issuer_unavailable");
        Assert.Contains("it refuses the gateway's own credentials", gateway.Log.Text, StringComparison.Ordinal);
    }

    private async Task<string> TokenAsync() => (await authority.MachineAsync("route-planner", audience: Audience)).AccessToken!;
}
