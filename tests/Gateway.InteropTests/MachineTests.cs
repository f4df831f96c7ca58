using System.Text.Json;

namespace Gateway.InteropTests;

/// <summary>A client on its own behalf (client credentials), with JWT access tokens for a resource.</summary>
public sealed class MachineTests(OidcProviderFixture server) : IClassFixture<OidcProviderFixture>
{
    [SkippableFact]
    public async Task Its_discovery_document_is_read_and_the_gateway_is_ready()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var ready = JsonElement.Parse(await api.Gateway.Admin.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
        Assert.Equal("healthy", ready.GetProperty("status").GetString());
    }

    [SkippableTheory]
    [InlineData(OidcProvider.Api, "ES256")]
    [InlineData(OidcProvider.ApiSignedWithRsa, "RS256")]
    public async Task A_token_with_the_scope_is_accepted_whichever_algorithm_signs_it(string resource, string algorithm)
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var token = await server.Provider.MachineTokenAsync(resource, "read");
        Assert.Equal((algorithm, "at+jwt"), (token.HeaderOf("alg"), token.HeaderOf("typ")));
        await api.ReadAsync(token).IsFromServiceAsync();
    }

    [SkippableFact]
    public async Task A_token_without_the_scope_is_refused_and_the_challenge_names_it()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var token = await server.Provider.MachineTokenAsync(OidcProvider.Api, "read");

        var (body, challenge) = await api.WriteAsync(token).IsRefusedAsync(403, "insufficient_scope");
        Assert.Equal("write", body.GetProperty("missing")[0].GetString());
        Assert.Contains("scope=\"write\"", challenge, StringComparison.Ordinal);
        Assert.Empty(api.Service.Seen);

        await api.WriteAsync(await server.Provider.MachineTokenAsync(OidcProvider.Api, "read write")).IsFromServiceAsync();
    }

    /// <summary>
    /// The server writes the client's id into <c>sub</c>, as RFC 9068 section 2.2 recommends; that is how the preset knows a machine.
    /// </summary>
    [SkippableFact]
    public async Task The_service_is_told_that_a_machine_calls()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        await api.ReadAsync(await server.Provider.MachineTokenAsync(OidcProvider.Api, "read write")).IsFromServiceAsync();

        Assert.Equal(("machine", "nightly", "nightly", server.Provider.Url, "read write"), api.Told);
        Assert.Null(api.Service.Only.Header("Authorization"));
    }

    [SkippableFact]
    public async Task A_machine_may_call_what_is_for_machines_and_not_what_is_for_users()
    {
        await using var api = await ProtectedApi.StartAsync(server.Provider);
        var token = await server.Provider.MachineTokenAsync(OidcProvider.Api, "read");
        await api.Gateway.GetAsync("/api/for-machines", token).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api/for-users", token).IsRefusedAsync(403, "caller_not_allowed");
    }
}
