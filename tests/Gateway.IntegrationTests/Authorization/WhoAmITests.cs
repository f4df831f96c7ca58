using System.Text.Json;

namespace Gateway.IntegrationTests.Authorization;

/// <summary>How the gateway understands a token is told to whoever holds it, and to nobody else.</summary>
public sealed class WhoAmITests : IAsyncLifetime
{
    private const string WhoAmI = "/.well-known/whoami";

    private readonly SettableClock clock = new();
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        """
        'GET /': 'read',
        'POST /': 'write',
        'DELETE /{id}': { 'Scopes': 'write', 'Caller': 'machine' },
        'GET /audit': 'audit',
        'GET /open': { 'Public': true, 'Why': 'test' }
        """,
        clock: clock);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task A_client_sees_who_it_is_to_the_gateway_and_what_it_may_call()
    {
        using var answer = await api.Gateway.GetAsync(WhoAmI, api.Issuer.Token("write people"));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal(
            $$"""
            {"schema_version":1,"issuer":"{{api.Issuer.Url}}","subject":"ana","client_id":"app","caller":"user","scopes":["write","people"],
            "expires_at":"2030-01-01T12:10:00+00:00","may_call":[{"api":"api","operations":["GET /api","POST /api","GET /api/open"]}]}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(JsonElement.Parse(await answer.Content.ReadAsStringAsync()), JsonSerializerOptions.Default).Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Empty(api.Service.Seen);
    }

    [Theory]
    [InlineData("user", "read", "GET /api")]
    [InlineData("machine", "write", "DELETE /api/{id}")]
    public async Task What_it_lists_can_be_called_and_what_it_does_not_list_is_refused(string caller, string scopes, string listed)
    {
        var token = caller == "machine" ? api.Issuer.MachineToken("batch", scopes) : api.Issuer.Token(scopes);
        using var told = await api.Gateway.GetAsync(WhoAmI, token);
        var said = JsonElement.Parse(await told.Content.ReadAsStringAsync());
        var may = said.GetProperty("may_call").EnumerateArray().Single().GetProperty("operations").EnumerateArray().Select(o => o.GetString()!).ToList();
        Assert.Contains(listed, may);
        foreach (var operation in (string[])["GET /api", "POST /api", "DELETE /api/{id}", "GET /api/audit", "GET /api/open"])
        {
            var parts = operation.Split(' ');
            using var answer = await api.Gateway.SendAsync(parts[0], parts[1].Replace("{id}", "7", StringComparison.Ordinal), token);
            Assert.Equal(may.Contains(operation), answer.IsSuccessStatusCode);
        }
    }

    [Fact]
    public async Task Without_a_token_nobody_is_anybody() =>
        await api.Gateway.GetAsync(WhoAmI).IsRefusedAsync(401, "no_credentials");

    [Fact]
    public async Task A_bad_token_is_refused_as_everywhere()
    {
        await api.Gateway.GetAsync(WhoAmI, api.Issuer.Token("read", payload => payload["exp"] = 1)).IsRefusedTokenAsync("The token has expired");
        await api.Gateway.GetAsync(WhoAmI + "?access_token=x").IsRefusedAsync(400, "invalid_request");
        await api.Gateway.SendAsync("POST", WhoAmI, api.Issuer.Token("read")).IsRefusedAsync(405, "method_not_allowed");
    }
}
