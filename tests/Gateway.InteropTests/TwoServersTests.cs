namespace Gateway.InteropTests;

/// <summary>Two servers side by side, each an issuer of its own.</summary>
public sealed class TwoServersTests(OidcProviderFixture server) : IClassFixture<OidcProviderFixture>
{
    [SkippableFact]
    public async Task Tokens_of_both_are_verified_each_with_its_own_keys_even_if_these_have_one_name()
    {
        var (key, namesake) = (TestIssuer.NewEcKey(), TestIssuer.NewEcKey());
        namesake.KeyId = key.KeyId;
        await server.Provider.UseKeysAsync(key);
        await using var another = await OidcProvider.StartAsync(namesake);
        await using var api = await ProtectedApi.StartAsync(server.Provider, another);

        foreach (var one in new[] { server.Provider, another })
        {
            api.Service.Forget();
            await api.ReadAsync(await one.MachineTokenAsync(OidcProvider.Api, "read")).IsFromServiceAsync();
            Assert.Equal(one.Url, api.Service.Only.Header("Gateway-Issuer"));
        }
    }

    [SkippableFact]
    public async Task A_token_of_a_server_that_is_not_trusted_is_refused()
    {
        var trusted = server.Provider;
        await using var stranger = await OidcProvider.StartAsync(TestIssuer.NewEcKey());
        await using var api = await ProtectedApi.StartAsync(trusted);
        await api.RefusesAsync(await stranger.MachineTokenAsync(OidcProvider.Api, "read"), "The token is not from an accepted issuer");
    }
}
