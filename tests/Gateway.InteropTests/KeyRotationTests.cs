namespace Gateway.InteropTests;

/// <summary>The server changes its keys while the gateway runs. Each test begins with keys of its own.</summary>
public sealed class KeyRotationTests(OidcProviderFixture server) : IClassFixture<OidcProviderFixture>
{
    private const string UnknownKey = "The token is signed with a key that its issuer does not publish";

    [SkippableFact]
    public async Task The_first_token_of_a_new_key_is_accepted_at_once_and_tokens_of_the_old_one_as_long_as_it_is_published()
    {
        var (old, next) = (TestIssuer.NewEcKey(), TestIssuer.NewEcKey());
        await server.Provider.UseKeysAsync(old);
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var before = await server.Provider.MachineTokenAsync(OidcProvider.Api, "read");
        await api.ReadAsync(before).IsFromServiceAsync();

        await server.Provider.UseKeysAsync(next, old);
        var after = await server.Provider.MachineTokenAsync(OidcProvider.Api, "read");
        Assert.Equal((old.KeyId, next.KeyId), (before.HeaderOf("kid"), after.HeaderOf("kid")));
        await api.ReadAsync(after).IsFromServiceAsync();
        await api.ReadAsync(before).IsFromServiceAsync();
    }

    [SkippableFact]
    public async Task A_key_that_is_gone_is_refused_as_soon_as_a_token_of_the_new_one_was_seen()
    {
        await server.Provider.UseKeysAsync(TestIssuer.NewEcKey());
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var before = await server.Provider.MachineTokenAsync(OidcProvider.Api, "read");
        var unseen = await server.Provider.MachineTokenAsync(OidcProvider.Api, "read");
        await api.ReadAsync(before).IsFromServiceAsync();

        await server.Provider.UseKeysAsync(TestIssuer.NewEcKey());
        await api.ReadAsync(await server.Provider.MachineTokenAsync(OidcProvider.Api, "read")).IsFromServiceAsync();
        await api.RefusesAsync(before, UnknownKey);
        await api.RefusesAsync(unseen, UnknownKey);
    }

    [SkippableFact]
    public async Task A_key_that_is_gone_is_refused_after_the_next_refresh_without_any_other_token()
    {
        await server.Provider.UseKeysAsync(TestIssuer.NewEcKey());
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var before = await server.Provider.MachineTokenAsync(OidcProvider.Api, "read");
        await api.ReadAsync(before).IsFromServiceAsync();

        await server.Provider.UseKeysAsync(TestIssuer.NewEcKey());
        await api.ReadAsync(before).IsFromServiceAsync();
        await api.UntilRefusedAsync(before);
        await api.RefusesAsync(before, UnknownKey);
    }

    [SkippableFact]
    public async Task The_server_may_change_from_one_algorithm_to_another()
    {
        await server.Provider.UseKeysAsync(TestIssuer.NewEcKey());
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        await api.ReadAsync(await server.Provider.MachineTokenAsync(OidcProvider.Api, "read")).IsFromServiceAsync();

        await server.Provider.UseKeysAsync(TestIssuer.NewRsaKey(), TestIssuer.NewEcKey());
        await api.ReadAsync(await server.Provider.MachineTokenAsync(OidcProvider.ApiSignedWithRsa, "read")).IsFromServiceAsync();
    }
}
