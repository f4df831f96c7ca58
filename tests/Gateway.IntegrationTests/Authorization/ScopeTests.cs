namespace Gateway.IntegrationTests.Authorization;

/// <summary>What counts as holding the scopes of an operation, and what a client is told that does not.</summary>
public sealed class ScopeTests : IAsyncLifetime
{
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        """
        'GET /one': 'read',
        'GET /all': { 'Scopes': { 'AllOf': ['read', 'people'] } },
        'GET /any': { 'Scopes': { 'AnyOf': ['read', { 'AllOf': ['audit', 'people'] }] } },
        'GET /token': { 'AnyToken': true },
        'GET /open': { 'Public': true, 'Why': 'test' }
        """);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Theory]
    [InlineData("/api/one", "read")]
    [InlineData("/api/one", "people read audit")]
    [InlineData("/api/one", "write")] // implies read
    [InlineData("/api/all", "read people")]
    [InlineData("/api/all", "people write")]
    [InlineData("/api/any", "read")]
    [InlineData("/api/any", "people audit")]
    [InlineData("/api/token", "")]
    [InlineData("/api/token", "anything")]
    public async Task Enough(string path, string scope) => await api.Gateway.GetAsync(path, api.Issuer.Token(scope)).IsFromServiceAsync();

    [Theory]
    [InlineData("/api/one", "", "read", "read")]
    [InlineData("/api/one", "READ", "read", "read")]
    [InlineData("/api/one", "readonly", "read", "read")]
    [InlineData("/api/one", "read:all", "read", "read")]
    [InlineData("/api/one", "other\tread", "read", "read")]
    [InlineData("/api/one", "people audit", "read", "read")]
    [InlineData("/api/all", "read", "people", "read people")]
    [InlineData("/api/all", "people", "read", "read people")]
    [InlineData("/api/all", "", "read people", "read people")]
    [InlineData("/api/any", "", "read", "read")]
    [InlineData("/api/any", "audit", "read", "read")]
    [InlineData("/api/any", "people", "read", "read")]
    public async Task Not_enough(string path, string scope, string missing, string challenged)
    {
        var (body, challenge) = await api.Gateway.GetAsync(path, api.Issuer.Token(scope)).IsRefusedAsync(403, "insufficient_scope");

        Assert.Equal(missing, string.Join(' ', body.GetProperty("missing").EnumerateArray().Select(s => s.GetString())));
        Assert.Equal(
            $"Bearer realm=\"gateway\", error=\"insufficient_scope\", error_description=\"The token lacks {missing}\", scope=\"{challenged}\"",
            challenge);
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task All_alternatives_are_in_the_answer()
    {
        var (body, _) = await api.Gateway.GetAsync("/api/any", api.Issuer.Token()).IsRefusedAsync(403, "insufficient_scope");
        Assert.Equal("[[\"read\"],[\"audit\",\"people\"]]", body.GetProperty("required").GetRawText());
    }

    [Fact]
    public async Task Any_token_does_not_mean_none() => await api.Gateway.GetAsync("/api/token").IsRefusedAsync(401, "no_credentials");

    [Fact]
    public async Task A_refused_token_is_no_token() =>
        await api.Gateway.GetAsync("/api/token", api.Issuer.Token(change: p => p["aud"] = "x")).IsRefusedTokenAsync("The token is for another audience");

    [Fact]
    public async Task A_public_operation_is_open() => await api.Gateway.GetAsync("/api/open").IsFromServiceAsync();

    [Fact]
    public async Task Roles_and_permissions_are_no_scopes()
    {
        var token = api.Issuer.Token(change: p =>
        {
            p["roles"] = new System.Text.Json.Nodes.JsonArray("read");
            p["permissions"] = new System.Text.Json.Nodes.JsonArray("read");
            p["scp"] = "read";
        });
        await api.Gateway.GetAsync("/api/one", token).IsRefusedAsync(403, "insufficient_scope");
    }
}
