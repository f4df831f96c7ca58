using System.Text.Json;

namespace Gateway.IntegrationTests.Problems;

/// <summary>An answer is made once for many requests. Each gets its own nevertheless.</summary>
public sealed class RepeatedRefusalTests : IAsyncLifetime
{
    private const int Times = 3;

    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync("'GET /': { 'Scopes': { 'AllOf': ['read', 'audit'] } }, 'GET /other': 'audit'");

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task Every_request_has_an_id_of_its_own()
    {
        HashSet<string?> ids = [];
        for (var time = 0; time < Times; time++)
        {
            var (body, _) = await api.Gateway.GetAsync("/api").IsRefusedAsync(401, "no_credentials");
            Assert.True(ids.Add(body.GetProperty("request_id").GetString()));
        }
    }

    [Fact]
    public async Task What_is_lacking_is_what_this_token_lacks_at_this_operation()
    {
        for (var time = 0; time < Times; time++)
        {
            await AssertLackingAsync("/api", "read", "audit");
            await AssertLackingAsync("/api", "audit", "read");
            await AssertLackingAsync("/api", "people", "read", "audit");
            await AssertLackingAsync("/api/other", "read", "audit");
            var (body, challenge) = await api.Gateway.GetAsync("/api").IsRefusedAsync(401, "no_credentials");
            Assert.False(body.TryGetProperty("missing", out _));
            Assert.Contains("scope=\"read audit\"", challenge, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Links_lead_to_where_this_client_sees_the_gateway()
    {
        for (var time = 0; time < Times; time++)
        {
            foreach (var host in (string[])["one.example", "other.example:8443"])
            {
                using var answer = await api.Gateway.GetAsync("/api", change: request => request.Headers.Host = host);
                var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
                Assert.StartsWith($"http://{host}/", body.GetProperty("type").GetString(), StringComparison.Ordinal);
                Assert.Contains($"resource_metadata=\"http://{host}/", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            }
        }
    }

    private async Task AssertLackingAsync(string path, string granted, params string[] missing)
    {
        var (body, _) = await api.Gateway.GetAsync(path, api.Issuer.Token(granted)).IsRefusedAsync(403, "insufficient_scope");
        Assert.Equal(missing, body.GetProperty("missing").EnumerateArray().Select(scope => scope.GetString()));
        Assert.Equal($"The token lacks {string.Join(' ', missing)}", body.GetProperty("detail").GetString());
    }
}
