using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.CrossOrigin;

/// <summary>What a page of another origin may do, and read: answered at the edge, before anybody looks at a token.</summary>
public sealed class CorsTests : IAsyncLifetime
{
    private const string App = "https://app.example.com";
    private const string Other = "https://other.example.com";

    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        "'GET /things': 'read', 'GET /things/{id:int}': 'read', 'DELETE /things/{id:int}': 'write', 'OPTIONS /own': 'read', 'GET /own': 'read'",
        api: $"'Cors': {{ 'Origins': ['{App}'], 'Expose': ['ETag'], 'MaxAge': '1h' }},");

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Theory]
    [InlineData("/api/things", "GET")]
    [InlineData("/api/things/1", "DELETE")]
    [InlineData("/api/own", "GET")]
    public async Task A_preflight_is_answered_before_anybody_looks_at_a_token(string path, string method)
    {
        using var answer = await PreflightAsync(path, method, App, request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer junk"));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(App, Field(answer, "Access-Control-Allow-Origin"));
        Assert.Contains(method, Field(answer, "Access-Control-Allow-Methods")?.Split(',') ?? [method]);
        Assert.Contains("Authorization", Field(answer, "Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Equal("3600", Field(answer, "Access-Control-Max-Age"));
        Assert.Null(Field(answer, "Access-Control-Allow-Credentials"));
        Assert.Empty(api.Service.Seen);
        Assert.DoesNotContain("Refused", api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Other)]
    [InlineData("null")]
    [InlineData("http://app.example.com")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("https://app.example.com.evil.example")]
    [InlineData("https://APP.example.com")]
    public async Task Another_origin_is_granted_nothing(string origin)
    {
        using var preflight = await PreflightAsync("/api/things", "GET", origin);
        Assert.Equal((HttpStatusCode.NoContent, false), (preflight.StatusCode, IsGranted(preflight)));

        // It is the browser that keeps an answer from the page; the token decides what is answered.
        using var answer = await api.Gateway.GetAsync("/api/things", api.Issuer.Token("read"), From(origin));
        Assert.Equal((HttpStatusCode.OK, false, "Origin"), (answer.StatusCode, IsGranted(answer), answer.Headers.Vary.Single()));
    }

    [Theory]
    [InlineData("/api/things", "DELETE")]
    [InlineData("/api/things/1", "PUT")]
    [InlineData("/api/things/abc", "DELETE")]
    [InlineData("/api/nothing", "PATCH")]
    [InlineData("/api/own", "DELETE")]
    public async Task A_method_that_no_operation_has_is_not_granted_and_goes_nowhere(string path, string method)
    {
        using var answer = await PreflightAsync(path, method, App);
        Assert.DoesNotContain(method, Field(answer, "Access-Control-Allow-Methods") ?? "", StringComparison.Ordinal);
        Assert.Empty(api.Service.Seen);
    }

    [Theory]
    [InlineData("GET", "/api/things", null, 401)]
    [InlineData("GET", "/api/things", "junk", 401)]
    [InlineData("DELETE", "/api/things/1", "read", 403)]
    [InlineData("GET", "/api/nothing", null, 404)]
    [InlineData("POST", "/api/things", null, 405)]
    [InlineData("GET", "/api/things?access_token=x", null, 400)]
    public async Task A_page_of_an_allowed_origin_can_read_every_refusal(string method, string path, string? scope, int status)
    {
        var token = scope is null or "junk" ? scope : api.Issuer.Token(scope);
        using var answer = await api.Gateway.SendAsync(method, path, token, From(App));
        AssertReadable(answer, status);
        using var others = await api.Gateway.SendAsync(method, path, token, From(Other));
        Assert.Equal((status, false), ((int)others.StatusCode, IsGranted(others)));
        Assert.Equal("Origin", others.Headers.Vary.Single());
    }

    [Fact]
    public async Task Also_one_about_the_service()
    {
        await api.Service.DisposeAsync();
        using var answer = await api.Gateway.GetAsync("/api/things", api.Issuer.Token("read"), From(App));
        AssertReadable(answer, 502);
    }

    [Fact]
    public async Task What_the_service_says_about_origins_does_not_count()
    {
        api.Service.Answer = context =>
        {
            context.Response.Headers["Access-Control-Allow-Origin"] = "*";
            context.Response.Headers["access-control-allow-credentials"] = "true";
            context.Response.Headers["Access-Control-Expose-Headers"] = "X-Secret";
            context.Response.Headers.Vary = "Accept-Encoding";
            return context.Response.WriteAsync("reached");
        };
        foreach (var origin in (string?[])[App, Other, null])
        {
            using var answer = await api.Gateway.GetAsync("/api/things", api.Issuer.Token("read"), origin is null ? null : From(origin));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(origin == App ? App : null, Field(answer, "Access-Control-Allow-Origin"));
            Assert.Null(Field(answer, "Access-Control-Allow-Credentials"));
            Assert.DoesNotContain("X-Secret", Field(answer, "Access-Control-Expose-Headers") ?? "", StringComparison.Ordinal);
            Assert.Equal(["Accept-Encoding", "Origin"], answer.Headers.Vary.Order());
        }
    }

    [Fact]
    public async Task An_operation_that_names_OPTIONS_gets_those_that_are_no_preflight()
    {
        await api.Gateway.SendAsync("OPTIONS", "/api/own", change: From(App)).IsRefusedAsync(401, "no_credentials");
        await api.Gateway.SendAsync("OPTIONS", "/api/own", api.Issuer.Token("read"), From(App)).IsFromServiceAsync();
        Assert.Equal("OPTIONS", api.Service.Only.Method);
    }

    [Theory]
    [InlineData("Access-Control-Request-Method: DELETE")]
    [InlineData("Access-Control-Request-Method: DELETE", "Origin:")]
    [InlineData("Origin: https://app.example.com", "Access-Control-Request-Method:")]
    [InlineData("Origin: https://other.example.com", "Access-Control-Request-Method: DELETE", "Access-Control-Request-Method: GET")]
    public async Task What_is_half_a_preflight_reaches_no_service_under_another_methods_rule(params string[] fields)
    {
        var token = api.Issuer.Token("read write");
        string[] request = ["OPTIONS /api/things/1 HTTP/1.1", "Host: x", $"Authorization: Bearer {token}", .. fields];
        Assert.Equal(204, RawHttp.StatusOf(await RawHttp.SendAsync(api.Gateway.Client.BaseAddress!, request)));
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task Every_origin_gets_the_same_answer_and_no_cookies()
    {
        await using var open = await Api.StartAsync("'GET /': 'read'", api: "'Cors': { 'Origins': ['*'] },");
        using var answer = await open.Gateway.GetAsync("/api", open.Issuer.Token("read"), From(Other));
        Assert.Equal(("*", 0), (Field(answer, "Access-Control-Allow-Origin"), answer.Headers.Vary.Count));
        Assert.Null(Field(answer, "Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Cookies_are_granted_to_a_named_origin_where_the_file_says_so()
    {
        await using var cookies = await Api.StartAsync(
            "'GET /': 'read'", api: $"'Cors': {{ 'Origins': ['{App}', '{Other}'], 'Credentials': true, 'Headers': ['X-Own'] }},");
        using var preflight = await PreflightAsync("/api", "GET", Other, gateway: cookies.Gateway);
        Assert.Equal((Other, "true", "X-Own"), (
            Field(preflight, "Access-Control-Allow-Origin"), Field(preflight, "Access-Control-Allow-Credentials"), Field(preflight, "Access-Control-Allow-Headers")));
        using var answer = await cookies.Gateway.GetAsync("/api", cookies.Issuer.Token("read"), From(Other));
        Assert.Equal((Other, "Origin"), (Field(answer, "Access-Control-Allow-Origin"), answer.Headers.Vary.Single()));
    }

    private static void AssertReadable(HttpResponseMessage answer, int status)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal((App, "Origin"), (Field(answer, "Access-Control-Allow-Origin"), answer.Headers.Vary.Single()));
        Assert.Equal(
            "WWW-Authenticate,RateLimit,RateLimit-Policy,Retry-After,Deprecation,Sunset,Link,Request-Id,ETag",
            Field(answer, "Access-Control-Expose-Headers"));
    }

    private Task<HttpResponseMessage> PreflightAsync(
        string path, string method, string origin, Action<HttpRequestMessage>? change = null, TestGateway? gateway = null) =>
        (gateway ?? api.Gateway).SendAsync("OPTIONS", path, change: request =>
        {
            From(origin)(request);
            request.Headers.Add("Access-Control-Request-Method", method);
            request.Headers.Add("Access-Control-Request-Headers", "authorization");
            change?.Invoke(request);
        });

    private static Action<HttpRequestMessage> From(string origin) => request => request.Headers.Add("Origin", origin);

    private static string? Field(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static bool IsGranted(HttpResponseMessage answer) =>
        answer.Headers.Any(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
}
