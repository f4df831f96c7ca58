using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Claims;

/// <summary>What the gateway signs for a service: true, bound to one request, and nothing that could be used elsewhere.</summary>
public sealed class AssertionTests : IAsyncLifetime
{
    private readonly SettableClock clock = new();
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        """
        'GET /': 'read',
        'POST /': 'read',
        'GET /{id}': 'read',
        'GET /open': { 'Public': true, 'Why': 'test' }
        """,
        api: "'ForwardClaims': ['roles'],",
        clock: clock);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_signed_by_a_key_that_both_listeners_publish(bool onAdminListener)
    {
        var assertion = await CallAsync("/api", "read");
        var header = Json(assertion.Split('.')[0]);
        Assert.Equal(["alg", "kid", "typ"], header.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("ES256", "gateway+jwt"), (Text(header, "alg"), Text(header, "typ")));

        // The admin listener asks nobody for its token here.
        using var client = new HttpClient { BaseAddress = (onAdminListener ? api.Gateway.Admin : api.Gateway.Client).BaseAddress };
        using var answer = await client.GetAsync(KeySet);
        Assert.Equal("application/jwk-set+json", answer.Content.Headers.ContentType!.MediaType);
        var published = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("keys").EnumerateArray().Single();
        Assert.Equal(["kty", "crv", "x", "y", "kid", "alg", "use"], published.EnumerateObject().Select(member => member.Name));
        Assert.Equal(Text(header, "kid"), Text(published, "kid"));
        using var key = await PublishedKeyAsync(client);
        Assert.True(IsSignedBy(key, assertion));
    }

    [Fact]
    public async Task It_says_who_calls_for_which_API_and_for_how_long()
    {
        var claims = Claims(await CallAsync("/api", "read people", payload => payload["roles"] = new JsonArray("manager", "Käthe €")));
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(16, Base64Url.DecodeFromChars(Text(claims, "jti")).Length);
        Assert.Equal(
            $$"""
            {"iss":"gateway","aud":"api","sub":"ana","client_id":"app","caller":"user","scope":"read people","iss_orig":"{{api.Issuer.Url}}",
            "claims":{"roles":["manager","Käthe €"]},"htm":"GET","htu":"/","iat":{{now}},"exp":{{now + 60}},"jti":"{{Text(claims, "jti")}}"}
            """.ReplaceLineEndings(""),
            claims.GetRawText());
    }

    [Fact]
    public async Task A_value_that_fits_no_plain_header_is_in_it_as_it_is()
    {
        const string subject = "line\r\nGateway-Scopes: admin ü";
        var claims = Claims(await CallAsync("/api", "read", payload => payload["sub"] = subject));
        Assert.Equal(subject, Text(claims, "sub"));
        Assert.False(claims.TryGetProperty("claims", out _));
    }

    [Theory]
    [InlineData("GET", "/api", "/")]
    [InlineData("HEAD", "/api/", "/")]
    [InlineData("POST", "/api?x=/other", "/")]
    [InlineData("GET", "/api/a%20b?c", "/a%20b")]
    [InlineData("GET", "/api/K%C3%A4the", "/K%C3%A4the")]
    [InlineData("GET", "/API/a", "/a")]
    public async Task It_is_bound_to_the_method_and_the_path_that_the_service_receives(string method, string path, string htu)
    {
        await api.Gateway.SendAsync(method, path, api.Issuer.Token("read"));
        var seen = api.Service.Only;
        var claims = Claims(seen.Header("Gateway-Assertion")!);
        Assert.Equal((seen.Method, seen.Target.Split('?')[0]), (Text(claims, "htm"), Text(claims, "htu")));
        Assert.Equal((method, htu), (Text(claims, "htm"), Text(claims, "htu")));
    }

    [Fact]
    public async Task The_path_is_the_one_after_every_rewriting()
    {
        await using var rewritten = await StartAsync("'KeepPrefix': true, 'Yarp': { 'Route': { 'Transforms': [{ 'PathPrefix': '/v2' }] } },");
        await rewritten.Gateway.GetAsync("/api/x", rewritten.Issuer.Token("read")).IsFromServiceAsync();
        var seen = rewritten.Service.Only;
        Assert.Equal((seen.Target, "/v2/api/x"), (Text(Claims(seen.Header("Gateway-Assertion")!), "htu"), seen.Target));
    }

    [Fact]
    public async Task It_is_used_again_for_half_of_its_life_and_for_the_same_request_only()
    {
        var token = api.Issuer.Token("read");
        var first = await CallAsync("/api", token);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(first, await CallAsync("/api", token));

        // Any of these may take the place of the first: there are only so many.
        Assert.NotEqual(first, await CallAsync("/api/1", token));
        Assert.NotEqual(first, await CallAsync("/api", token, "POST"));
        Assert.NotEqual(first, await CallAsync("/api", api.Issuer.Token("read write")));

        clock.Advance(TimeSpan.FromSeconds(1));
        var second = await CallAsync("/api", token);
        Assert.NotEqual(Text(Claims(first), "jti"), Text(Claims(second), "jti"));
        Assert.Equal(clock.GetUtcNow().ToUnixTimeSeconds() + 60, Claims(second).GetProperty("exp").GetInt64());
    }

    [Fact]
    public async Task Each_of_many_at_once_is_for_its_own_request()
    {
        var token = api.Issuer.Token("read");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => api.Gateway.GetAsync($"/api/{number % 50}", token).IsFromServiceAsync()));

        Assert.Equal(200, api.Service.Seen.Count);
        using var key = await PublishedKeyAsync(api.Gateway.Client);
        Assert.All(api.Service.Seen, seen =>
        {
            var assertion = seen.Header("Gateway-Assertion")!;
            Assert.Equal(seen.Target, Text(Claims(assertion), "htu"));
            Assert.True(IsSignedBy(key, assertion));
        });
    }

    [Fact]
    public async Task A_clock_that_is_set_back_makes_a_new_one()
    {
        var token = api.Issuer.Token("read");
        var first = await CallAsync("/api", token);
        clock.Advance(TimeSpan.FromSeconds(-5));
        Assert.NotEqual(first, await CallAsync("/api", token));
    }

    [Theory]
    [InlineData("'Identity': 'assertion',", true, false)]
    [InlineData("'Identity': 'headers',", false, true)]
    [InlineData("'Identity': 'both',", true, true)]
    [InlineData("", true, true)]
    public async Task An_API_chooses_how_it_is_told(string setting, bool assertion, bool headers)
    {
        await using var chosen = await StartAsync(setting + "'Forward': { 'client_id': 'X-App' }, 'ForwardClaims': ['roles'],");
        await chosen.Gateway.GetAsync("/api/x", chosen.Issuer.Token("read", payload => payload["roles"] = "r")).IsFromServiceAsync();

        var seen = chosen.Service.Only;
        Assert.Equal("app", seen.Header("X-App"));
        Assert.Equal(assertion, seen.Header("Gateway-Assertion") is not null);
        Assert.Equal(headers ? 6 : 0, seen.Headers.Keys.Count(name => name.StartsWith("Gateway-", StringComparison.Ordinal) && name != "Gateway-Assertion"));
    }

    [Fact]
    public async Task None_is_made_where_nobody_asked_who_calls()
    {
        await api.Gateway.GetAsync("/api/open", api.Issuer.Token("read")).IsFromServiceAsync();
        Assert.DoesNotContain(api.Service.Only.Headers.Keys, name => name.StartsWith("Gateway-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_clients_own_never_reaches_the_service()
    {
        var theirs = await CallAsync("/api", "read", payload => payload["sub"] = "someone-else");
        api.Service.Forget();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read"), request => request.Headers.Add("Gateway-Assertion", theirs));
        Assert.Equal("ana", Text(Claims(api.Service.Only.Header("Gateway-Assertion")!), "sub"));
    }

    [Fact]
    public async Task It_is_no_access_token()
    {
        var assertion = await CallAsync("/api", "read");
        api.Service.Forget();
        using var answer = await api.Gateway.GetAsync("/api", assertion);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task What_explain_shows_of_it_is_of_no_use()
    {
        using var answer = await api.Gateway.Admin.PostAsync(
            new Uri("/explain", UriKind.Relative),
            new StringContent($$"""{ "method": "GET", "url": "/api", "scopes": "read" }""", Encoding.UTF8, "application/json"));
        var said = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("eyJ", said, StringComparison.Ordinal);
    }

    private static Uri KeySet => new("/.well-known/gateway/jwks.json", UriKind.Relative);

    private static async Task<ECDsa> PublishedKeyAsync(HttpClient listener)
    {
        var key = JsonElement.Parse(await listener.GetStringAsync(KeySet)).GetProperty("keys")[0];
        var point = new ECPoint { X = Base64Url.DecodeFromChars(Text(key, "x")), Y = Base64Url.DecodeFromChars(Text(key, "y")) };
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
    }

    /// <summary>RFC 7515 section 5.2, RFC 7518 section 3.4.</summary>
    private static bool IsSignedBy(ECDsa key, string assertion)
    {
        var dot = assertion.LastIndexOf('.');
        return key.VerifyData(Encoding.ASCII.GetBytes(assertion[..dot]), Base64Url.DecodeFromChars(assertion.AsSpan(dot + 1)), HashAlgorithmName.SHA256);
    }

    private Task<Api> StartAsync(string members) => Api.StartAsync("'GET /{id}': 'read'", api: members, clock: clock);

    private Task<string> CallAsync(string path, string scopes, Action<JsonObject>? change) => CallAsync(path, api.Issuer.Token(scopes, change));

    private async Task<string> CallAsync(string path, string tokenOrScopes, string method = "GET")
    {
        var token = tokenOrScopes.Contains('.', StringComparison.Ordinal) ? tokenOrScopes : api.Issuer.Token(tokenOrScopes);
        using var answer = await api.Gateway.SendAsync(method, path, token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return api.Service.Seen.Last().Header("Gateway-Assertion")!;
    }

    private static JsonElement Claims(string assertion) => Json(assertion.Split('.')[1]);

    private static JsonElement Json(string part) => JsonElement.Parse(Base64Url.DecodeFromChars(part));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
