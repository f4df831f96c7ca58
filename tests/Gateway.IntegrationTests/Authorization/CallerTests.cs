using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Authorization;

/// <summary>Who may call, beyond scopes: users or machines, certain clients, certain values of a claim.</summary>
public sealed class CallerTests : IAsyncLifetime
{
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        """
        'GET /user': { 'Scopes': 'read', 'Caller': 'user' },
        'GET /machine': { 'Scopes': 'read', 'Caller': 'machine' },
        'GET /clients': { 'Scopes': 'read', 'Clients': ['app', 'archive'] },
        'GET /claims': { 'Scopes': 'read', 'Claims': { 'https://example.com/roles': ['manager', 'boss'], 'tenant': ['t1'] } }
        """);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task A_user_may_call_what_is_for_users() => await api.Gateway.GetAsync("/api/user", api.Issuer.Token("read")).IsFromServiceAsync();

    [Fact]
    public async Task A_machine_may_call_what_is_for_machines() =>
        await api.Gateway.GetAsync("/api/machine", api.Issuer.MachineToken("archive", "read")).IsFromServiceAsync();

    [Fact]
    public async Task A_user_may_not_call_what_is_for_machines() => await RefusedAsync("/api/machine", api.Issuer.Token("read"));

    [Fact]
    public async Task A_machine_may_not_call_what_is_for_users() => await RefusedAsync("/api/user", api.Issuer.MachineToken("archive", "read"));

    [Fact]
    public async Task A_listed_client_may_call() => await api.Gateway.GetAsync("/api/clients", api.Issuer.Token("read")).IsFromServiceAsync();

    [Theory]
    [InlineData("other")]
    [InlineData("App")]
    [InlineData("app2")]
    public async Task Another_client_may_not_call(string client) =>
        await RefusedAsync("/api/clients", api.Issuer.Token("read", p => p["client_id"] = client));

    [Fact]
    public async Task A_claim_that_is_one_of_the_values_satisfies_or_holds_it_in_an_array()
    {
        await api.Gateway.GetAsync("/api/claims", WithClaims("boss", "t1")).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api/claims", WithClaims(new JsonArray("clerk", "manager"), "t1")).IsFromServiceAsync();
    }

    [Fact]
    public async Task All_named_claims_have_to_hold()
    {
        await RefusedAsync("/api/claims", WithClaims("manager", "t2"));
        await RefusedAsync("/api/claims", WithClaims("clerk", "t1"));
        await RefusedAsync("/api/claims", WithClaims("Manager", "t1"));
        await RefusedAsync("/api/claims", WithClaims(new JsonArray(), "t1"));
        await RefusedAsync("/api/claims", WithClaims(new JsonObject { ["manager"] = "manager" }, "t1"));
        await RefusedAsync("/api/claims", api.Issuer.Token("read", p => p["tenant"] = "t1"));
    }

    [Theory]
    [InlineData("/api/machine")]
    [InlineData("/api/clients")]
    [InlineData("/api/claims")]
    public async Task The_right_caller_still_needs_the_scope(string path)
    {
        var token = api.Issuer.Token("", p =>
        {
            p["sub"] = "app";
            p["https://example.com/roles"] = "boss";
            p["tenant"] = "t1";
        });
        await api.Gateway.GetAsync(path, token).IsRefusedAsync(403, "insufficient_scope");
    }

    private string WithClaims(JsonNode roles, string tenant) => api.Issuer.Token("read", p =>
    {
        p["https://example.com/roles"] = roles;
        p["tenant"] = tenant;
    });

    private async Task RefusedAsync(string path, string token)
    {
        var (body, challenge) = await api.Gateway.GetAsync(path, token).IsRefusedAsync(403, "caller_not_allowed");
        Assert.Null(challenge); // asking for more scopes would not help
        Assert.NotEmpty(body.GetProperty("detail").GetString()!);
        Assert.Empty(api.Service.Seen);
    }
}
