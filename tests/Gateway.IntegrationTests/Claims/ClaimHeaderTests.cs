using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Claims;

/// <summary>What a service is told about the caller, and that nobody but the gateway tells it.</summary>
public sealed class ClaimHeaderTests : IAsyncLifetime
{
    /// <summary>Spellings that some server reads as <c>Gateway-Subject</c> and its like.</summary>
    public static readonly TheoryData<string> Spellings =
    [
        "Gateway-Subject", "gateway-subject", "GATEWAY-SUBJECT", "Gateway_Subject", "gateway.subject", "Gateway-_Subject", "Gateway--Subject",
        "GatewaySubject", "gate-way-subject", "_Gateway_Subject", "Gateway-Subject-", "-Gateway-Subject", "Gateway!Subject", "Gateway~Subject",
        "Gateway+Client", "Gateway^Caller", "Gateway`Issuer", "Gateway|Scopes", "Gateway'Claims", "Gateway$Assertion", "gatewayassertion",
        "Gateway-Anything", "GATEWAY_", "Gateway-", "Gateway",
    ];

    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        """
        'GET /': 'read',
        'POST /': 'read',
        'GET /token': { 'AnyToken': true },
        'GET /open': { 'Public': true, 'Why': 'test' }
        """,
        api: """
             'ForwardClaims': ['https://example.com/roles', 'nested'],
             'Forward': { 'email': 'X-User-Email', 'tenant': { 'Header': 'X-Tenant', 'Required': true } },
             """);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task A_service_is_told_who_calls()
    {
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read people", Tenant)).IsFromServiceAsync();

        var seen = api.Service.Only;
        Assert.Equal("ana", seen.Header("Gateway-Subject"));
        Assert.Equal("app", seen.Header("Gateway-Client"));
        Assert.Equal("user", seen.Header("Gateway-Caller"));
        Assert.Equal(api.Issuer.Url, seen.Header("Gateway-Issuer"));
        Assert.Equal("read people", seen.Header("Gateway-Scopes"));
        Assert.Null(seen.Header("Gateway-Claims"));
        Assert.Null(seen.Header("Authorization"));
    }

    [Fact]
    public async Task A_machine_is_told_apart()
    {
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read", p =>
        {
            Tenant(p);
            p["sub"] = "app";
        })).IsFromServiceAsync();
        Assert.Equal("machine", api.Service.Only.Header("Gateway-Caller"));
    }

    [Fact]
    public async Task Configured_claims_travel_as_they_are_and_no_others()
    {
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read", p =>
        {
            Tenant(p);
            p["https://example.com/roles"] = new JsonArray("manager", "Käthe €");
            p["nested"] = JsonNode.Parse("""{ "a": [1, { "b": null }] }""");
            p["secret"] = "not for this service";
        })).IsFromServiceAsync();

        Assert.Equal(
            """{"https://example.com/roles":["manager","Käthe €"],"nested":{"a":[1,{"b":null}]}}""",
            Claims().GetRawText());
    }

    [Theory]
    [InlineData("jürgen€")]
    [InlineData("with space")]
    [InlineData("line\r\nGateway-Scopes: admin")]
    [InlineData("nul\0")]
    [InlineData("tab\t")]
    public async Task A_value_that_is_not_plain_travels_only_in_the_claims(string subject)
    {
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read", p =>
        {
            Tenant(p);
            p["sub"] = subject;
        })).IsFromServiceAsync();

        Assert.Null(api.Service.Only.Header("Gateway-Subject"));
        Assert.Equal(subject, Claims().GetProperty("sub").GetString());
        Assert.Equal("read", api.Service.Only.Header("Gateway-Scopes"));
    }

    [Fact]
    public async Task A_long_subject_travels_only_in_the_claims()
    {
        var subject = new string('x', 257);
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read", p =>
        {
            Tenant(p);
            p["sub"] = subject;
        })).IsFromServiceAsync();
        Assert.Equal((null, subject), (api.Service.Only.Header("Gateway-Subject"), Claims().GetProperty("sub").GetString()));
    }

    [Fact]
    public async Task A_claim_is_put_into_the_header_that_the_service_expects()
    {
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read", p =>
        {
            p["tenant"] = 42;
            p["email"] = "ana@example.com";
        })).IsFromServiceAsync();
        Assert.Equal(("ana@example.com", "42"), (api.Service.Only.Header("X-User-Email"), api.Service.Only.Header("X-Tenant")));
    }

    [Fact]
    public async Task A_required_claim_that_is_missing_is_403()
    {
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(403, "caller_not_allowed");
        Assert.Empty(api.Service.Seen);
    }

    [Theory]
    [InlineData("\"Käthe\"")]
    [InlineData("\"a\\r\\nGateway-Subject: root\"")]
    [InlineData("[\"a\"]")]
    [InlineData("{}")]
    public async Task A_required_claim_that_fits_no_header_is_403(string tenant)
    {
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read", p => p["tenant"] = JsonNode.Parse(tenant)))
            .IsRefusedAsync(403, "claims_not_forwardable");
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task A_mapped_claim_that_fits_no_header_travels_in_the_claims()
    {
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read", p =>
        {
            Tenant(p);
            p["email"] = "käthe@example.com";
        })).IsFromServiceAsync();
        Assert.Equal((null, "käthe@example.com"), (api.Service.Only.Header("X-User-Email"), Claims().GetProperty("email").GetString()));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task No_spelling_of_a_reserved_name_reaches_a_service(string name)
    {
        var token = api.Issuer.Token("read", Tenant);
        await SendAsync("GET", "/api", token, name);
        await SendAsync("POST", "/api", token, name);
        await SendAsync("GET", "/api/token", token, name);
        await SendAsync("GET", "/api/open", null, name);

        Assert.Equal(4, api.Service.Seen.Count);
        Assert.All(api.Service.Seen, seen => Assert.DoesNotContain(seen.Headers.SelectMany(h => h.Value), v => v == "spoofed"));
    }

    [Theory]
    [InlineData("X-User-Email")]
    [InlineData("x_user_email")]
    [InlineData("X.User--Email")]
    [InlineData("XUserEmail")]
    public async Task No_spelling_of_a_mapped_name_reaches_the_service(string name)
    {
        await SendAsync("GET", "/api", api.Issuer.Token("read", Tenant), name);
        await SendAsync("GET", "/api/open", null, name);
        Assert.All(api.Service.Seen, seen => Assert.DoesNotContain(seen.Headers.SelectMany(h => h.Value), v => v == "spoofed"));
    }

    [Theory]
    [InlineData("X-Gateway-Subject")]
    [InlineData("Gateways")]
    [InlineData("GatewayTimeout")]
    [InlineData("My-Gateway-Subject")]
    [InlineData("Gate-Opener")]
    public async Task Other_headers_pass_unchanged(string name)
    {
        await SendAsync("GET", "/api", api.Issuer.Token("read", Tenant), name);
        Assert.Equal("spoofed", api.Service.Only.Header(name));
    }

    [Fact]
    public async Task Naming_our_header_in_Connection_is_400_and_does_not_remove_it()
    {
        var answer = await RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!,
            "GET /api HTTP/1.1", "Host: x", $"Authorization: Bearer {api.Issuer.Token("read", Tenant)}", "Connection: Gateway-Subject");
        Assert.Equal(400, RawHttp.StatusOf(answer));
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task A_service_cannot_answer_in_our_name()
    {
        api.Service.Answer = context =>
        {
            context.Response.Headers["Gateway-Subject"] = "leaked";
            context.Response.Headers["gateway_assertion"] = "leaked";
            context.Response.Headers["X-Mine"] = "kept";
            return Task.CompletedTask;
        };
        using var answer = await api.Gateway.GetAsync("/api", api.Issuer.Token("read", Tenant));
        Assert.DoesNotContain("leaked", answer.Headers.ToString(), StringComparison.Ordinal);
        Assert.Contains("kept", answer.Headers.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("both", 200, 300)] // they travel twice
    [InlineData("headers", 450, 600)]
    [InlineData("assertion", 450, 600)]
    public async Task Claims_of_more_than_8_KiB_are_403_and_not_cut(string identity, int fit, int doNotFit)
    {
        // In the token a face takes four bytes, in the claims, escaped, twelve.
        await using var faces = await Api.StartAsync("'GET /': 'read'", api: $"'ForwardClaims': ['faces'], 'Identity': '{identity}',");
        string TokenWith(int count) => faces.Issuer.Sign(faces.PayloadWith("faces", $"\"{string.Concat(Enumerable.Repeat("😀", count))}\""));

        await faces.Gateway.GetAsync("/api", TokenWith(doNotFit)).IsRefusedAsync(403, "claims_not_forwardable");
        Assert.Empty(faces.Service.Seen);
        await faces.Gateway.GetAsync("/api", TokenWith(fit)).IsFromServiceAsync();
        Assert.InRange(OurBytes(faces.Service.Only), 1, 8 * 1024);
    }

    [Theory]
    [InlineData("plain", "\"ana\"", "ana")]
    [InlineData("plain", "[\"ana\"]", null)]
    [InlineData("base64url", "\"jürgen €\"", "asO8cmdlbiDigqw")]
    [InlineData("base64url", "[ \"ü\", 1 ]", "WyAiw7wiLCAxIF0")]
    [InlineData("base64url", "\"\"", null)]
    [InlineData("json", "[\"ü\", { \"a\" : null }]", """["\u00FC",{"a":null}]""")]
    [InlineData("json", "\"a\\r\\nGateway-Subject: root\\u007f\"", "\"a\\r\\nGateway-Subject: root\\u007F\"")]
    [InlineData("json", "null", null)]
    [InlineData("structured-field", "[\"a\", 1, true]", "\"a\", 1, ?1")]
    [InlineData("structured-field", "\"jürgen\"", "%\"j%c3%bcrgen\"")]
    [InlineData("structured-field", "{ \"a\": 1 }", null)]
    public async Task A_claim_is_written_in_the_encoding_that_the_service_expects(string encoding, string value, string? expected)
    {
        await using var encoded = await Api.StartAsync(
            "'GET /': 'read'", api: $"'Forward': {{ 'x': {{ 'Header': 'X-Value', 'Encoding': '{encoding}' }} }},");
        await encoded.Gateway.GetAsync("/api", encoded.Issuer.Sign(encoded.PayloadWith("x", value))).IsFromServiceAsync();

        var seen = encoded.Service.Only;
        Assert.Equal(expected, seen.Header("X-Value"));
        // What does not fit into its header is not lost.
        Assert.Equal(
            expected is null ? JsonElement.Parse(value).GetRawText() : null,
            seen.Header("Gateway-Claims") is { } claims ? JsonElement.Parse(Base64Url.DecodeFromChars(claims)).GetProperty("x").GetRawText() : null,
            ignoreAllWhiteSpace: true);
    }

    [Fact]
    public async Task A_claim_is_found_by_a_pointer_or_by_its_exact_name()
    {
        await using var nested = await Api.StartAsync(
            "'GET /': { 'Claims': { '/realm_access/roles': ['manager'] } }",
            api: """
                 'ForwardClaims': ['/realm_access/roles', '/list/1', 'a.b', 'https://example.com/x', '/slash~1ed', '/not/there', '/list/01', '/list/9'],
                 'Forward': { '/address/city': 'X-City', '/list/0': { 'Header': 'X-First', 'Required': true } },
                 """);
        await nested.Gateway.GetAsync("/api", nested.Issuer.Token("read", p =>
        {
            p["realm_access"] = JsonNode.Parse("""{ "roles": ["manager", "Käthe"] }""");
            p["address"] = JsonNode.Parse("""{ "city": "Lima" }""");
            p["list"] = new JsonArray("zero", "one");
            p["a.b"] = "dotted";
            p["a"] = JsonNode.Parse("""{ "b": "nested" }""");
            p["https://example.com/x"] = true;
            p["slash/ed"] = 1;
        })).IsFromServiceAsync();

        var seen = nested.Service.Only;
        Assert.Equal(("Lima", "zero"), (seen.Header("X-City"), seen.Header("X-First")));
        Assert.Equal(
            """{"/realm_access/roles":["manager","Käthe"],"/list/1":"one","a.b":"dotted","https://example.com/x":true,"/slash~1ed":1}""",
            JsonElement.Parse(Base64Url.DecodeFromChars(seen.Header("Gateway-Claims")!)).GetRawText());

        await nested.Gateway.GetAsync("/api", nested.Issuer.Token("read", p => p["/realm_access/roles"] = new JsonArray("manager")))
            .IsRefusedAsync(403, "caller_not_allowed");
    }

    [Fact]
    public async Task An_API_may_ask_for_the_token_itself()
    {
        await using var open = await Api.StartAsync(
            "'GET /': 'read', 'GET /open': { 'Public': true, 'Why': 'test' }", api: "'ForwardAuthorization': true,");
        var token = open.Issuer.Token("read");
        await open.Gateway.GetAsync("/api", token).IsFromServiceAsync();
        Assert.Equal("Bearer " + token, open.Service.Only.Header("Authorization"));

        open.Service.Forget();
        await open.Gateway.GetAsync("/api/open", token).IsFromServiceAsync();
        Assert.Null(open.Service.Only.Header("Authorization")); // verified by nobody
    }

    /// <summary>Of all headers that the gateway set about the caller.</summary>
    private static int OurBytes(SeenRequest seen) => seen.Headers
        .Where(header => header.Key.StartsWith("Gateway-", StringComparison.OrdinalIgnoreCase))
        .Sum(header => header.Key.Length + header.Value.Single().Length + 4);

    private static void Tenant(JsonObject payload) => payload["tenant"] = "t1";

    private JsonElement Claims() => JsonElement.Parse(Base64Url.DecodeFromChars(api.Service.Only.Header("Gateway-Claims")!));

    private Task<string> SendAsync(string method, string path, string? token, string header) =>
        RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!,
            [
                $"{method} {path} HTTP/1.1", "Host: x", $"{header}: spoofed", "Content-Length: 0",
                .. token is null ? Array.Empty<string>() : [$"Authorization: Bearer {token}"],
            ]);
}
