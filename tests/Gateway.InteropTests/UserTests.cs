using System.Text.Json.Nodes;

namespace Gateway.InteropTests;

/// <summary>A user who signs in: authorization code with PKCE, from a client with a secret and from one without.</summary>
public sealed class UserTests(OidcProviderFixture server) : IClassFixture<OidcProviderFixture>
{
    [SkippableTheory]
    [InlineData("web")]
    [InlineData("app")]
    public async Task The_service_is_told_which_user_calls_through_which_client(string client)
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var signIn = await SignIn.ThroughAsync(server.Provider, client, OidcProvider.Api, "read");
        await api.ReadAsync(signIn.AccessToken).IsFromServiceAsync();

        Assert.Equal(("user", "ana", client, server.Provider.Url, "read"), api.Told);
    }

    [SkippableFact]
    public async Task A_scope_that_the_user_was_not_asked_for_is_missing()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var signIn = await SignIn.ThroughAsync(server.Provider, "web", OidcProvider.Api, "read");
        await api.WriteAsync(signIn.AccessToken).IsRefusedAsync(403, "insufficient_scope");
    }

    [SkippableFact]
    public async Task A_user_may_call_what_is_for_users_and_not_what_is_for_machines()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var signIn = await SignIn.ThroughAsync(server.Provider, "web", OidcProvider.Api, "read");
        await api.Gateway.GetAsync("/api/for-users", signIn.AccessToken).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api/for-machines", signIn.AccessToken).IsRefusedAsync(403, "caller_not_allowed");
    }

    [SkippableFact]
    public async Task The_ID_token_of_the_same_sign_in_is_no_access_token()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var signIn = await SignIn.ThroughAsync(server.Provider, "web", OidcProvider.Api, "read");
        await api.RefusesAsync(signIn.IdToken, "The token is not an access token of an accepted type");
        await api.ReadAsync(signIn.AccessToken).IsFromServiceAsync();
    }

    [SkippableFact]
    public async Task The_refresh_token_of_the_same_sign_in_is_no_access_token()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var signIn = await SignIn.ThroughAsync(server.Provider, "web", OidcProvider.Api, "read");
        await api.RefusesAsync(signIn.RefreshToken, "The token is not a well-formed JWT access token");
    }

    [SkippableFact]
    public async Task A_refreshed_token_is_accepted()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var signIn = await SignIn.ThroughAsync(server.Provider, "web", OidcProvider.Api, "read");
        var (status, reply) = await server.Provider.RefreshAsync("web", signIn);
        Assert.Equal(200, status);
        await api.ReadAsync(reply!["access_token"]!.GetValue<string>()).IsFromServiceAsync();
    }

    /// <summary>
    /// What a JWT costs: nobody is asked about it again. The server refuses to revoke one (RFC 7009 section 2.2.1), and after its grant is
    /// gone it is good until its <c>exp</c>. Who cannot wait for that makes tokens short-lived.
    /// </summary>
    [SkippableFact]
    public async Task A_JWT_of_a_revoked_grant_is_accepted_until_it_ends()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var signIn = await SignIn.ThroughAsync(server.Provider, "web", OidcProvider.ApiForOneMinute, "read");
        Assert.Equal((400, "unsupported_token_type"), WithError(await server.Provider.RevokeAsync("web", signIn.AccessToken)));

        Assert.Equal(200, (await server.Provider.RevokeAsync("web", signIn.RefreshToken)).Status);
        Assert.Equal((400, "invalid_grant"), WithError(await server.Provider.RefreshAsync("web", signIn)));
        await api.ReadAsync(signIn.AccessToken).IsFromServiceAsync();

        api.Clock.Advance(TimeSpan.FromMinutes(3));
        await api.RefusesAsync(signIn.AccessToken, "The token has expired");
    }

    private static (int Status, string? Error) WithError((int Status, JsonNode? Reply) answer) =>
        (answer.Status, answer.Reply?["error"]?.GetValue<string>());
}
