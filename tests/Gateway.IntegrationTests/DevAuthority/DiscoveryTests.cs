using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class DiscoveryTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    public async Task The_metadata_names_the_address_really_listened_on_as_issuer(string path)
    {
        var metadata = JsonElement.Parse(await authority.Http.GetStringAsync(path));

        Assert.Equal(authority.Issuer, metadata.GetProperty("issuer").GetString());
        Assert.DoesNotContain("issuer\":\"" + authority.Issuer + "/\"", metadata.GetRawText(), StringComparison.Ordinal);
        Assert.Equal($"{authority.Issuer}/oauth/token", metadata.GetProperty("token_endpoint").GetString());
        Assert.True(metadata.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
    }

    [Fact]
    public async Task The_metadata_offers_S256_only_and_no_implicit_grant()
    {
        var metadata = JsonElement.Parse(await authority.Http.GetStringAsync("/.well-known/oauth-authorization-server"));

        Assert.Equal(["S256"], Strings(metadata, "code_challenge_methods_supported"));
        Assert.Equal(["code"], Strings(metadata, "response_types_supported"));
        Assert.Equal(["urn:example:mfa", "urn:example:pwd"], Strings(metadata, "acr_values_supported"));
        Assert.DoesNotContain("implicit", Strings(metadata, "grant_types_supported"));
        Assert.False(metadata.TryGetProperty("legacy_response_types", out _));
    }

    [Fact]
    public async Task Every_endpoint_the_metadata_names_is_there()
    {
        var metadata = JsonElement.Parse(await authority.Http.GetStringAsync("/.well-known/oauth-authorization-server"));
        foreach (var endpoint in metadata.EnumerateObject().Where(member => member.Name.EndsWith("_endpoint", StringComparison.Ordinal)
            || member.Name is "jwks_uri" or "service_documentation"))
        {
            using var response = await authority.Http.GetAsync(new Uri(endpoint.Value.GetString()!));
            Assert.NotEqual(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Published_keys_hold_public_members_only()
    {
        var keys = JsonElement.Parse(await authority.Http.GetStringAsync("/jwks")).GetProperty("keys").EnumerateArray().ToList();

        Assert.Equal(["ES256", "RS256"], keys.Select(key => key.GetProperty("alg").GetString()).Order());
        Assert.All(keys, key => Assert.All(
            key.EnumerateObject(), member => Assert.Contains(member.Name, new[] { "kty", "use", "alg", "kid", "crv", "x", "y", "n", "e" })));
    }

    [Fact]
    public async Task It_says_it_is_healthy()
    {
        Assert.Equal("healthy\n", await authority.Http.GetStringAsync("/healthz"));
    }

    [Theory]
    [InlineData("/oauth/token", "POST", "http://127.0.0.1:7001", true)]
    [InlineData("/jwks", "GET", "http://127.0.0.1:7001", true)]
    [InlineData("/oauth/token", "POST", "http://127.0.0.2:7001", false)]
    [InlineData("/oauth/token", "POST", "http://127.0.0.1:51234", true)] // a native client's, whose loopback port is free
    [InlineData("/oauth/token", "POST", "https://127.0.0.1:51234", false)]
    [InlineData("/oauth/token", "POST", "http://127.0.0.1:51234/", false)]
    [InlineData("/oauth/token", "POST", "http://localhost:51234", false)]
    [InlineData("/oauth/token", "POST", "http://127.0.0.1.evil.example.com:51234", false)]
    [InlineData("/oauth/token", "POST", "null", false)]
    [InlineData("/oauth/introspect", "POST", "http://127.0.0.1:7001", false)]
    [InlineData("/authorize", "GET", "http://127.0.0.1:7001", false)]
    public async Task Only_scripts_of_registered_origins_may_call_and_only_where_a_browser_client_must(
        string path, string method, string origin, bool allowed)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", method);
        using var response = await authority.Http.SendAsync(preflight);

        Assert.Equal(allowed ? [origin] : [], Allowed(response.Headers));
    }

    private static IEnumerable<string> Allowed(HttpResponseHeaders headers) =>
        headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values : [];

    private static IEnumerable<string?> Strings(JsonElement metadata, string member) =>
        metadata.GetProperty(member).EnumerateArray().Select(value => value.GetString());
}
