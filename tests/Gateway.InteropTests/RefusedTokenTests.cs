using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.InteropTests;

/// <summary>Tokens that the server did issue, and that are not, or no longer, good for this API.</summary>
public sealed class RefusedTokenTests(OidcProviderFixture server) : IClassFixture<OidcProviderFixture>
{
    [SkippableFact]
    public async Task A_token_for_another_resource_is_refused()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var token = await server.Provider.MachineTokenAsync(OidcProvider.AnotherApi, "read");
        await api.RefusesAsync(token, "The token is for another audience");
    }

    [SkippableFact]
    public async Task A_token_whose_scope_was_changed_is_refused()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var parts = (await server.Provider.MachineTokenAsync(OidcProvider.Api, "write")).Split('.');
        var payload = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!;
        payload["scope"] = "read";
        await api.RefusesAsync(
            $"{parts[0]}.{Base64UrlEncoder.Encode(payload.ToJsonString())}.{parts[2]}", "The token's signature does not hold");
    }

    [SkippableTheory]
    [InlineData(OidcProvider.Api)]
    [InlineData(OidcProvider.ApiSignedWithRsa)]
    public async Task A_token_under_the_signature_of_another_is_refused(string resource)
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var one = await server.Provider.MachineTokenAsync(resource, "read");
        var another = await server.Provider.MachineTokenAsync(resource, "read");
        await api.RefusesAsync(one[..one.LastIndexOf('.')] + another[another.LastIndexOf('.')..], "The token's signature does not hold");
    }

    [SkippableFact]
    public async Task A_token_is_refused_once_it_has_expired_also_one_that_was_accepted_before()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var token = await server.Provider.MachineTokenAsync(OidcProvider.ApiForOneMinute, "read");
        var unseen = await server.Provider.MachineTokenAsync(OidcProvider.ApiForOneMinute, "read");
        await api.ReadAsync(token).IsFromServiceAsync();

        api.Clock.Advance(TimeSpan.FromMinutes(3));
        await api.RefusesAsync(token, "The token has expired");
        await api.RefusesAsync(unseen, "The token has expired");
    }

    [SkippableFact]
    public async Task An_opaque_token_is_refused_where_the_gateway_is_not_told_whom_to_ask()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        await api.RefusesAsync(
            await server.Provider.MachineTokenAsync(OidcProvider.OpaqueApi, "read"), "The token is not a well-formed JWT access token");
    }
}
