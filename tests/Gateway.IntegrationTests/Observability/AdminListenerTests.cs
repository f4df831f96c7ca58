using System.Net;
using System.Text.Json;

namespace Gateway.IntegrationTests.Observability;

/// <summary>The admin listener: health, on an address of its own.</summary>
public sealed class AdminListenerTests
{
    [Fact]
    public async Task It_says_live_and_ready()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        var live = JsonElement.Parse(await api.Gateway.Admin.GetStringAsync("/health/live"));
        var ready = JsonElement.Parse(await api.Gateway.Admin.GetStringAsync("/health/ready"));

        Assert.Equal(("healthy", "healthy"), (live.GetProperty("status").GetString(), ready.GetProperty("status").GetString()));
        Assert.Equal("available", ready.GetProperty("checks").GetProperty("issuers").GetProperty("data").GetProperty("main").GetString());
    }

    [Fact]
    public async Task It_is_not_ready_before_every_issuer_was_asked()
    {
        // Takes connections and never answers, until it is stopped.
        var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'slow': { 'Issuer': 'http://{{silent.LocalEndpoint}}', 'Audience': 'x' } },
              'Scopes': { 'read': 'r' },
              'Apis': { 'api': { 'Prefix': '/api', 'Upstream': 'http://127.0.0.1:9', 'Operations': { 'GET /': 'read' } } }
            }
            """,
            new SettableClock(),
            waitForIssuers: false);

        using var before = await gateway.Admin.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Admin.GetAsync("/health/live")).StatusCode);

        silent.Dispose();
        await Eventually.IsSoAsync(async () => (await gateway.Admin.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_public_listener_never_reaches_it_whatever_the_host_says()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        var admin = api.Gateway.Admin.BaseAddress!;
        (string, int)[] requests = [("/health/live", 404), ("/health/ready", 404), ("//health/live", 400), ($"{admin}health/live", 404)];
        foreach (var (path, status) in requests)
        {
            var answer = await RawHttp.SendAsync(api.Gateway.Client.BaseAddress!, $"GET {path} HTTP/1.1", $"Host: {admin.Authority}");
            Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_serves_no_operation()
    {
        await using var api = await Api.StartAsync("'GET /': { 'Public': true, 'Why': 'test' }");
        using var answer = await api.Gateway.Admin.GetAsync("/api");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
