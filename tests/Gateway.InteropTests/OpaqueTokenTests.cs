namespace Gateway.InteropTests;

/// <summary>
/// Access tokens that say nothing by themselves: the gateway asks the server (RFC 7662), whose answers nobody here wrote either. Unless a
/// test says otherwise an answer is used once, so that what the server decides is seen at once.
/// </summary>
public sealed class OpaqueTokenTests(OidcProviderFixture server) : IClassFixture<OidcProviderFixture>, IDisposable
{
    private const string Inactive = "The token is not active";

    private readonly string secretFile = Path.GetTempFileName();

    public void Dispose() => File.Delete(secretFile);

    [SkippableFact]
    public async Task A_users_token_is_accepted_and_the_service_is_told_who_calls()
    {
        await using var api = await StartAsync();
        var signIn = await SignIn.ThroughAsync(server.Provider, "web", OidcProvider.OpaqueApi, "read");
        await api.ReadAsync(signIn.AccessToken).IsFromServiceAsync();
        Assert.Equal(("user", "ana", "web", server.Provider.Url, "read"), api.Told);

        await api.WriteAsync(signIn.AccessToken).IsRefusedAsync(403, "insufficient_scope");
        await api.Gateway.GetAsync("/api/for-users", signIn.AccessToken).IsFromServiceAsync();
    }

    /// <summary>
    /// The server's answer about a client on its own behalf has no <c>sub</c>, which RFC 7662 section 2.2 leaves optional. Nothing says
    /// for certain that no user stands behind it, so it counts as neither and may call nothing that asks for one of them.
    /// </summary>
    [SkippableFact]
    public async Task A_machines_token_is_accepted_but_nobody_can_tell_that_it_is_a_machines()
    {
        await using var api = await StartAsync();
        var token = await server.Provider.MachineTokenAsync(OidcProvider.OpaqueApi, "read");
        await api.ReadAsync(token).IsFromServiceAsync();
        Assert.Equal(("unknown", null, "nightly", server.Provider.Url, "read"), api.Told);

        await api.Gateway.GetAsync("/api/for-machines", token).IsRefusedAsync(403, "caller_not_allowed");
        await api.Gateway.GetAsync("/api/for-users", token).IsRefusedAsync(403, "caller_not_allowed");
    }

    [SkippableFact]
    public async Task A_revoked_token_is_refused()
    {
        await using var api = await StartAsync();
        var signIn = await SignIn.ThroughAsync(server.Provider, "web", OidcProvider.OpaqueApi, "read");
        await api.ReadAsync(signIn.AccessToken).IsFromServiceAsync();

        Assert.Equal(200, (await server.Provider.RevokeAsync("web", signIn.AccessToken)).Status);
        await api.RefusesAsync(signIn.AccessToken, Inactive);
    }

    [SkippableFact]
    public async Task A_token_of_a_revoked_grant_is_refused()
    {
        await using var api = await StartAsync();
        var signIn = await SignIn.ThroughAsync(server.Provider, "web", OidcProvider.OpaqueApi, "read");
        await api.ReadAsync(signIn.AccessToken).IsFromServiceAsync();

        Assert.Equal(200, (await server.Provider.RevokeAsync("web", signIn.RefreshToken)).Status);
        await api.RefusesAsync(signIn.AccessToken, Inactive);
    }

    [SkippableFact]
    public async Task A_revoked_token_is_accepted_as_long_as_the_last_answer_is_used()
    {
        await using var api = await StartAsync(cacheFor: "30s");
        var token = await server.Provider.MachineTokenAsync(OidcProvider.OpaqueApi, "read");
        await api.ReadAsync(token).IsFromServiceAsync();

        Assert.Equal(200, (await server.Provider.RevokeAsync("nightly", token)).Status);
        await api.ReadAsync(token).IsFromServiceAsync();
        api.Clock.Advance(TimeSpan.FromSeconds(30));
        await api.RefusesAsync(token, Inactive);
    }

    [SkippableFact]
    public async Task A_token_that_the_server_does_not_know_is_refused()
    {
        await using var api = await StartAsync();
        await api.RefusesAsync(await UnknownTokenAsync(), Inactive);
    }

    /// <summary>The server calls it active: it is a token of its own, and for something else.</summary>
    [SkippableFact]
    public async Task A_refresh_token_is_no_access_token()
    {
        await using var api = await StartAsync();
        var signIn = await SignIn.ThroughAsync(server.Provider, "web", OidcProvider.OpaqueApi, "read");
        var (status, answer) = await server.Provider.PostAsync(
            "/token/introspection", "gateway", new() { ["token"] = signIn.RefreshToken });
        Assert.Equal((200, true), (status, answer!["active"]!.GetValue<bool>()));

        await api.RefusesAsync(signIn.RefreshToken, "The token is for another audience");
    }

    [SkippableFact]
    public async Task JWTs_and_opaque_tokens_of_one_server_work_side_by_side()
    {
        await using var api = await StartAsync();
        await api.ReadAsync(await server.Provider.MachineTokenAsync(OidcProvider.Api, "read")).IsFromServiceAsync();
        await api.ReadAsync(await server.Provider.MachineTokenAsync(OidcProvider.OpaqueApi, "read")).IsFromServiceAsync();
    }

    [SkippableFact]
    public async Task With_a_wrong_secret_nothing_can_be_said_about_a_token()
    {
        await using var api = await StartAsync(secret: "not-the-secret");
        var token = await server.Provider.MachineTokenAsync(OidcProvider.OpaqueApi, "read");
        await api.ReadAsync(token).IsRefusedAsync(503, "issuer_unavailable");
    }

    private async Task<ProtectedApi> StartAsync(string cacheFor = "0s", string secret = "gateway-secret")
    {
        await File.WriteAllTextAsync(secretFile, secret);
        return await ProtectedApi.StartAsync(
            $$"""
            'server': {
              'Issuer': '{{server.Provider.Url}}',
              'Audience': ['{{OidcProvider.Api}}', '{{OidcProvider.OpaqueApi}}'],
              'Introspection': {
                'ClientId': 'gateway', 'ClientSecretFile': '{{secretFile}}', 'CacheFor': '{{cacheFor}}', 'NegativeCacheFor': '0s'
              }
            }
            """);
    }

    /// <summary>One of the right form.</summary>
    private async Task<string> UnknownTokenAsync() =>
        new([.. (await server.Provider.MachineTokenAsync(OidcProvider.OpaqueApi, "read")).Reverse()]);
}
