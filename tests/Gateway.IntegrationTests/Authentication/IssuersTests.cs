using System.Net;
using System.Text.Json;

namespace Gateway.IntegrationTests.Authentication;

/// <summary>Several issuers, each with its own keys; what happens while one is away, lies, or changes its keys.</summary>
public sealed class IssuersTests : IAsyncLifetime
{
    private readonly SettableClock clock = new();
    private TestIssuer first = null!;
    private TestIssuer second = null!;
    private RecordingUpstream service = null!;

    public async Task InitializeAsync()
    {
        first = await TestIssuer.StartAsync(clock);
        second = await TestIssuer.StartAsync(clock);
        service = await RecordingUpstream.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Tokens_of_every_issuer_are_verified_with_its_own_keys()
    {
        await using var gateway = await StartAsync();
        await gateway.GetAsync("/api", first.Token("read")).IsFromServiceAsync();
        await gateway.GetAsync("/api", second.Token("read")).IsFromServiceAsync();
    }

    [Fact]
    public async Task A_key_of_one_issuer_signs_nothing_in_the_name_of_another()
    {
        second.SigningKey.KeyId = first.SigningKey.KeyId;
        await using var gateway = await StartAsync();
        await gateway.GetAsync("/api", second.Token("read", p => p["iss"] = first.Url)).IsRefusedTokenAsync("The token's signature does not hold");
    }

    [Fact]
    public async Task An_issuer_that_was_never_reached_is_503_and_the_others_work()
    {
        first.Failing = 500;
        await using var gateway = await StartAsync();

        using var answer = await gateway.GetAsync("/api", first.Token("read"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        Assert.Empty(answer.Headers.WwwAuthenticate);
        Assert.Contains("issuer_unavailable", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await gateway.GetAsync("/api", second.Token("read")).IsFromServiceAsync();

        var ready = JsonElement.Parse(await gateway.Admin.GetStringAsync("/health/ready"));
        Assert.Equal("degraded", ready.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_issuer_that_comes_back_is_used_without_a_restart()
    {
        first.Failing = 500;
        await using var gateway = await StartAsync();
        await gateway.GetAsync("/api", first.Token("read")).IsRefusedAsync(503, "issuer_unavailable");

        first.Failing = null;
        await Eventually.IsSoAsync(async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            using var answer = await gateway.GetAsync("/api", first.Token("read"));
            return answer.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_discovery_document_for_another_issuer_is_not_used()
    {
        first.ClaimedIssuer = "https://evil.example.com";
        await using var gateway = await StartAsync();
        await gateway.GetAsync("/api", first.Token("read")).IsRefusedAsync(503, "issuer_unavailable");
    }

    [Fact]
    public async Task A_key_the_issuer_has_just_begun_to_use_is_fetched_when_the_first_token_names_it()
    {
        await using var gateway = await StartAsync();
        await gateway.GetAsync("/api", first.Token("read")).IsFromServiceAsync();

        first.Rotate();
        await gateway.GetAsync("/api", first.Token("read")).IsFromServiceAsync();
        Assert.Equal(2, first.KeyFetches);
    }

    [Fact]
    public async Task Good_keys_outlive_a_fetch_that_fails()
    {
        await using var gateway = await StartAsync();
        first.Failing = 500;
        clock.Advance(TimeSpan.FromMinutes(12));
        await gateway.GetAsync("/api", first.Token("read")).IsFromServiceAsync();
    }

    private Task<TestGateway> StartAsync() => TestGateway.StartAsync(
        $$"""
        {
          'Version': 1,
          'Issuers': {
            'first': { 'Issuer': '{{first.Url}}', 'Audience': '{{TestIssuer.Audience}}' },
            'second': { 'Issuer': '{{second.Url}}', 'Audience': ['{{TestIssuer.Audience}}', 'https://another.example.com'] }
          },
          'Scopes': { 'read': 'Read', 'write': 'Write' },
          'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /': 'read', 'POST /': 'write' } } }
        }
        """,
        clock);
}
