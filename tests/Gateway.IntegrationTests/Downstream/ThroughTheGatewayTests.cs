using System.Text.Json;
using Gateway.Downstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>The real gateway and a service with the library behind it: what one signs the other believes, and nothing else.</summary>
public sealed class ThroughTheGatewayTests
{
    [Fact]
    public async Task The_service_is_told_what_the_token_says()
    {
        await using var route = await Route.StartAsync();
        var told = await route.GetAsync("/api/tasks?a=b", route.Issuer.Token("read:tasks"));
        Assert.Equal("ana", told.Subject());
        Assert.Equal("app", told.Json.GetProperty("client").GetString());
        Assert.Equal(route.Issuer.Url, told.Json.GetProperty("issuer").GetString());
        Assert.Equal("""["read:tasks"]""", told.Json.GetProperty("scopes").GetRawText());
        Assert.Equal("user", told.Json.GetProperty("caller").GetString());
    }

    [Theory]
    [InlineData("/api/files/a%20b")]
    [InlineData("/api/files/%C3%A4")]
    [InlineData("/api/files/%c3%a4")]
    [InlineData("/api/files/a+b")]
    [InlineData("/api/files/a%2Bb")]
    [InlineData("/api/files/a'(b)!*$&,;=:@~")]
    [InlineData("/api/files/%7Eana")]
    [InlineData("/api/files/a%25b")]
    [InlineData("/api/files/x%2Fy/%7E")]
    [InlineData("/api/files/x%3Fy?z=%3F")]
    [InlineData("/api/files/\"<>^`{|}")]
    [InlineData("/api/files/")]
    public async Task However_a_path_is_spelled_the_assertion_is_for_the_path_that_arrives(string path)
    {
        await using var route = await Route.StartAsync();
        var answer = await RawHttp.SendAsync(
            route.Gateway.Client.BaseAddress!, $"GET {path} HTTP/1.1", "Host: gateway", $"Authorization: Bearer {route.Issuer.Token("read:tasks")}");
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_under_a_path_of_its_own_is_told_that_path()
    {
        await using var route = await Route.StartAsync(upstream: "/files/base");
        Assert.Equal("ana", (await route.GetAsync("/api/tasks", route.Issuer.Token("read:tasks"))).Subject());
    }

    [Fact]
    public async Task An_assertion_is_no_key_to_another_call_and_no_other_APIs()
    {
        await using var route = await Route.StartAsync();
        var assertion = (await route.GetAsync("/api/echo", route.Issuer.Token("read:tasks"))).Text;

        Assert.Equal(assertion, (await route.Service.SendAsync("GET", "/echo", assertion)).Text);
        (await route.Service.SendAsync("GET", "/tasks", assertion)).Refused(401, "invalid_assertion", "The assertion was made for another path.");
        var elsewhere = (await route.GetAsync("/other/echo", route.Issuer.Token("read:tasks"))).Refused(401, "invalid_assertion");
        Assert.Equal("The assertion is for another service.", elsewhere.GetProperty("detail").GetString());
        route.Service.Clock.Advance(TimeSpan.FromSeconds(65));
        (await route.Service.SendAsync("GET", "/echo", assertion)).Refused(401, "invalid_assertion", "The assertion has expired.");
    }

    [Fact]
    public async Task A_public_operation_has_no_caller_and_an_API_of_plain_headers_has_none_that_is_believed()
    {
        await using var route = await Route.StartAsync();
        Assert.Equal("nobody", (await route.GetAsync("/api/open", route.Issuer.Token("read:tasks"))).Json.GetString());
        (await route.GetAsync("/plain/tasks", route.Issuer.Token("read:tasks"))).Refused(401, "no_assertion");
    }

    [Fact]
    public async Task Claims_read_are_the_claims_of_the_token_whatever_they_are()
    {
        const string claim = "https://example.com/any";
        await using var route = await Route.StartAsync(api: $"'ForwardClaims': ['{claim}'],");
        var arbitrary = new ArbitraryJson(seed: 7);
        var compared = 0;
        for (var i = 0; i < 100; i++)
        {
            var (value, subject) = (arbitrary.Object(depth: 1), "s" + arbitrary.Text());
            var token = route.Issuer.Token("read:tasks", payload => (payload[claim], payload["sub"]) = (value.DeepClone(), subject));
            var told = await route.GetAsync("/api/tasks", token);
            if (told.Status is 401 or 403 or 431)
            {
                continue; // Larger or deeper than the gateway takes: refused there, and not cut off.
            }

            Assert.Equal(subject, told.Subject());
            Assert.True(
                JsonElement.DeepEquals(JsonElement.Parse(value.ToJsonString()), told.Json.GetProperty("claims").GetProperty(claim)),
                value.ToJsonString());
            compared++;
        }

        Assert.True(compared > 60, $"{compared} compared");
    }

    /// <summary>An issuer, the gateway and a service, all real. The service starts first, when there is no gateway to ask yet.</summary>
    private sealed record Route(TestIssuer Issuer, DownstreamService Service, TestGateway Gateway) : IAsyncDisposable
    {
        public static async Task<Route> StartAsync(string upstream = "", string api = "")
        {
            var way = new Way();
            var service = await DownstreamService.StartAsync(
                o =>
                {
                    o.Audience = "api";
                    o.BackchannelHttpHandler = way;
                },
                map: app => app.MapGet("/echo", (HttpRequest request) => request.Headers[ClaimHeaders.Assertion].ToString()));
            var issuer = await TestIssuer.StartAsync(service.Clock);
            var operations =
                "'GET /tasks': 'read:tasks', 'GET /echo': 'read:tasks', 'GET /files/{**rest}': 'read:tasks', 'GET /open': { 'Public': true, 'Why': 'w' }";
            var to = $"'Upstream': '{service.Url.GetLeftPart(UriPartial.Authority)}{upstream}', 'Operations': {{ {operations} }}";
            var gateway = await TestGateway.StartAsync(
                $$"""
                {
                  'Version': 1,
                  'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' } },
                  'Scopes': { 'read:tasks': 'r' },
                  'Apis': {
                    'api': { 'Prefix': '/api', 'AllowInPaths': ['EncodedSlash', 'EncodedQuestionMark', 'Semicolon'], {{api}} {{to}} },
                    'other': { 'Prefix': '/other', {{to}} },
                    'plain': { 'Prefix': '/plain', 'Identity': 'headers', {{to}} }
                  }
                }
                """,
                service.Clock);
            way.To = gateway.Client.BaseAddress;
            return new(issuer, service, gateway);
        }

        public async Task<Reply> GetAsync(string path, string token)
        {
            using var answer = await Gateway.GetAsync(path, token);
            return await Reply.ReadAsync(answer);
        }

        public async ValueTask DisposeAsync()
        {
            await Gateway.DisposeAsync();
            await Service.DisposeAsync();
            await Issuer.DisposeAsync();
        }
    }

    /// <summary>Where the gateway is, once it is there.</summary>
    private sealed class Way() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        public Uri? To { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = request.RequestUri!;
            request.RequestUri = new Uri(To ?? throw new HttpRequestException("not yet"), asked.AbsolutePath);
            var answer = await base.SendAsync(request, cancellationToken);
            request.RequestUri = asked;
            return answer;
        }
    }
}
