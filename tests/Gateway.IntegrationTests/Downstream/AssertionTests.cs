using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Downstream;
using Gateway.Downstream.Assertions;
using Microsoft.IdentityModel.Tokens;
using SignedWith = System.Func<Gateway.IntegrationTests.Downstream.SigningGateway, string>;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>Each thing that an assertion has to say, over real sockets: what is believed, and the least that is not.</summary>
public sealed class AssertionTests
{
    private const string Malformed = "The assertion is malformed.";
    private const string WrongType = "The assertion's type is not gateway+jwt.";
    private const string WrongAlgorithm = "The assertion is not signed with ES256.";
    private const string BadSignature = "The assertion's signature is wrong.";
    private const string UnknownKey = "The assertion is signed with a key that the gateway does not publish.";
    private const string WrongIssuer = "The assertion is from another issuer.";
    private const string WrongAudience = "The assertion is for another service.";
    private const string Expired = "The assertion has expired.";
    private const string NotYet = "The assertion is not valid yet.";
    private const string WrongLifetime = "The assertion's lifetime is not one that the gateway gives.";
    private const string OtherMethod = "The assertion was made for another method.";
    private const string OtherPath = "The assertion was made for another path.";

    private static readonly Dictionary<string, (string Detail, SignedWith Make)> Bad = new()
    {
        // RFC 7515 section 4.1: the header.
        ["type of an access token"] = (WrongType, g => g.Assertion(changeHeader: h => h["typ"] = "at+jwt")),
        ["type JWT"] = (WrongType, g => g.Assertion(changeHeader: h => h["typ"] = "JWT")),
        ["type in capitals"] = (WrongType, g => g.Assertion(changeHeader: h => h["typ"] = "GATEWAY+JWT")),
        ["no type"] = (WrongType, g => g.Assertion(changeHeader: h => h.Remove("typ"))),
        ["type that is no text"] = (Malformed, g => g.Assertion(changeHeader: h => h["typ"] = 1)),
        ["alg none"] = (WrongAlgorithm, g => g.Assertion(changeHeader: h => h["alg"] = "none")),
        ["alg none, unsigned"] = (Malformed, g => WithSignature(g.Assertion(changeHeader: h => h["alg"] = "none"), "")),
        ["alg in small letters"] = (WrongAlgorithm, g => g.Assertion(changeHeader: h => h["alg"] = "es256")),
        ["alg by its XML name"] = (WrongAlgorithm, g => g.Assertion(changeHeader: h => h["alg"] = SecurityAlgorithms.EcdsaSha256Signature)),
        ["alg RS256"] = (WrongAlgorithm, g => g.Assertion(changeHeader: h => h["alg"] = "RS256")),
        ["alg ES384"] = (WrongAlgorithm, g => g.Assertion(changeHeader: h => h["alg"] = "ES384")),
        ["alg HS256"] = (WrongAlgorithm, g => g.Assertion(changeHeader: h => h["alg"] = "HS256")),
        ["no alg"] = (WrongAlgorithm, g => g.Assertion(changeHeader: h => h.Remove("alg"))),
        ["critical extension"] = ("The assertion has a critical extension.", g => g.Assertion(changeHeader: h => h["crit"] = new JsonArray("exp"))),
        ["empty crit"] = ("The assertion has a critical extension.", g => g.Assertion(changeHeader: h => h["crit"] = new JsonArray())),
        ["no kid"] = (Malformed, g => g.Assertion(changeHeader: h => h.Remove("kid"))),
        ["empty kid"] = (Malformed, g => g.Assertion(changeHeader: h => h["kid"] = "")),
        ["kid that is no text"] = (Malformed, g => g.Assertion(changeHeader: h => h["kid"] = 7)),
        ["kid without end"] = (Malformed, g => g.Assertion(changeHeader: h => h["kid"] = new string('k', 257))),
        ["kid of no key"] = (UnknownKey, g => g.Assertion(changeHeader: h => h["kid"] = "other")),
        ["kid in another case"] = (UnknownKey, g => g.Assertion(changeHeader: h => h["kid"] = g.SigningKey.KeyId.ToUpperInvariant())),
        ["key of its own"] = (UnknownKey, g => WithKey(g, TestIssuer.NewEcKey(), (h, key) => h["jwk"] = TestIssuer.PublicJwk(key))),
        ["another key under a known name"] = (BadSignature, g => WithKey(g, TestIssuer.NewEcKey(), (h, _) => h["kid"] = g.SigningKey.KeyId)),
        ["member twice in the header"] = (Malformed, g => g.SignParts(
            SigningGateway.Encode($$"""{"alg":"none","alg":"ES256","typ":"gateway+jwt","kid":"{{g.SigningKey.KeyId}}"}"""),
            SigningGateway.Encode(g.Payload().ToJsonString()))),

        // RFC 7515 section 7.1: the form.
        ["not a word"] = (Malformed, _ => "ana"),
        ["empty"] = (Malformed, _ => ""),
        ["two parts"] = (Malformed, g => g.Assertion()[..g.Assertion().LastIndexOf('.')]),
        ["four parts"] = (Malformed, g => g.Assertion() + ".AAAA"),
        ["five parts"] = (Malformed, g => g.Assertion() + ".AAAA.AAAA"),
        ["padding"] = (Malformed, g => g.Assertion() + "=="),
        ["padding within"] = (Malformed, g => WithSignature(g.Assertion(), "AA==")),
        ["stray bits"] = (Malformed, g => WithStrayBits(g.Assertion())),
        ["two joined by a comma"] = (Malformed, g => $"{g.Assertion()},{g.Assertion()}"),
        ["longer than any"] = (Malformed, g => g.Assertion(change: p => p["jti"] = new string('j', CompactForm.CharsMax * 3 / 4))),

        // RFC 7518 section 3.4: R and S, 32 bytes each.
        ["signature of zeros"] = (BadSignature, g => WithSignature(g.Assertion(), new string('A', 86))),
        ["signature in DER"] = (BadSignature, g => WithDerSignature(g)),
        ["signature cut off"] = (BadSignature, g => WithSignature(g.Assertion(), new string('A', 84))),
        ["signature of another payload"] = (BadSignature, g => WithSignature(g.Assertion(), g.Assertion().Split('.')[2])),

        // RFC 7519 section 7.2: one object, each name once.
        ["payload that is an array"] = (Malformed, g => g.Sign("[]")),
        ["bytes after the payload"] = (Malformed, g => g.Sign(g.Payload().ToJsonString() + "{}")),
        ["member twice"] = (Malformed, g => g.Sign(g.Payload().ToJsonString().Replace("\"sub\":", "\"sub\":\"root\",\"sub\":", StringComparison.Ordinal))),
        ["member twice, deep inside"] = (Malformed, g => g.Sign(
            g.Payload().ToJsonString().Replace("\"sub\":", "\"claims\":{\"a\":[{\"b\":1,\"b\":2}]},\"sub\":", StringComparison.Ordinal))),
        ["half a character"] = (Malformed, g => g.Sign(g.Payload().ToJsonString().Replace("\"ana\"", "\"\\ud800\"", StringComparison.Ordinal))),

        ["another issuer"] = (WrongIssuer, g => g.Assertion(change: p => p["iss"] = "gateway2")),
        ["the issuer of the token"] = (WrongIssuer, g => g.Assertion(change: p => p["iss"] = "https://issuer.example.com/")),
        ["no issuer"] = (Malformed, g => g.Assertion(change: p => p.Remove("iss"))),
        ["another audience"] = (WrongAudience, g => g.Assertion(change: p => p["aud"] = "timesheets")),
        ["audience in another case"] = (WrongAudience, g => g.Assertion(change: p => p["aud"] = "Tasks")),
        ["audience with a slash"] = (WrongAudience, g => g.Assertion(change: p => p["aud"] = "tasks/")),
        ["audience and more"] = (Malformed, g => g.Assertion(change: p => p["aud"] = new JsonArray("tasks", "timesheets"))),
        ["no audience"] = (Malformed, g => g.Assertion(change: p => p.Remove("aud"))),

        ["expired by more than the clocks differ"] = (Expired, g => g.Assertion(change: p => Shift(p, -65))),
        ["from a future further than the clocks differ"] = (NotYet, g => g.Assertion(change: p => Shift(p, 6))),
        ["a lifetime of 61 s"] = (WrongLifetime, g => g.Assertion(change: p => p["exp"] = p["iat"]!.GetValue<long>() + 61)),
        ["a lifetime of years"] = (WrongLifetime, g => g.Assertion(change: p => (p["iat"], p["exp"]) = (0, 253402300799))),
        ["a lifetime of nothing"] = (WrongLifetime, g => g.Assertion(change: p => p["exp"] = p["iat"]!.GetValue<long>())),
        ["no exp"] = (Malformed, g => g.Assertion(change: p => p.Remove("exp"))),
        ["no iat"] = (Malformed, g => g.Assertion(change: p => p.Remove("iat"))),
        ["exp as text"] = (Malformed, g => g.Assertion(change: p => p["exp"] = $"{p["exp"]}")),
        ["exp in fractions"] = (Malformed, g => g.Assertion(change: p => p["exp"] = p["exp"]!.GetValue<long>() - 0.5)),
        ["exp beyond all time"] = (Malformed, g => g.Assertion(change: p => p["exp"] = 1e300)),
        ["iat before all time"] = (Malformed, g => g.Assertion(change: p => p["iat"] = -1)),

        ["another method"] = (OtherMethod, g => g.Assertion("DELETE")),
        ["the method in small letters"] = (OtherMethod, g => g.Assertion("get")),
        ["no method"] = (OtherMethod, g => g.Assertion(change: p => p.Remove("htm"))),
        ["method that is no text"] = (Malformed, g => g.Assertion(change: p => p["htm"] = true)),
        ["another path"] = (OtherPath, g => g.Assertion(path: "/tasks/1")),
        ["the path in another case"] = (OtherPath, g => g.Assertion(path: "/Tasks")),
        ["the path with a slash more"] = (OtherPath, g => g.Assertion(path: "/tasks/")),
        ["the path with a query"] = (OtherPath, g => g.Assertion(path: "/tasks?a=b")),
        ["the path spelled otherwise"] = (OtherPath, g => g.Assertion(path: "/t%61sks")),
        ["the whole address"] = (OtherPath, g => g.Assertion(path: "http://127.0.0.1/tasks")),
        ["no path"] = (OtherPath, g => g.Assertion(change: p => p.Remove("htu"))),

        ["a subject that is no text"] = (Malformed, g => g.Assertion(change: p => p["sub"] = 1)),
        ["a client that is no text"] = (Malformed, g => g.Assertion(change: p => p["client_id"] = new JsonArray("app"))),
        ["no caller"] = (Malformed, g => g.Assertion(change: p => p.Remove("caller"))),
        ["a caller of no kind"] = (Malformed, g => g.Assertion(change: p => p["caller"] = "admin")),
        ["no scope"] = (Malformed, g => g.Assertion(change: p => p.Remove("scope"))),
        ["scopes as an array"] = (Malformed, g => g.Assertion(change: p => p["scope"] = new JsonArray("read:tasks"))),
        ["claims that are no object"] = (Malformed, g => g.Assertion(change: p => p["claims"] = new JsonArray())),
    };

    public static TheoryData<string> Names => [.. Bad.Keys];

    [Fact]
    public async Task A_good_assertion_says_who_calls()
    {
        await using var service = await DownstreamService.StartAsync();

        var told = (await service.GetAsync()).Json;

        Assert.Equal(
            """{"subject":"ana","client":"app","caller":"user","issuer":"https://issuer.example.com/","scopes":["read:tasks"],"isUser":true,"isMachine":false,"claims":{}}""",
            told.GetRawText());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_the_gateway_would_not_say_is_refused(string name)
    {
        await using var service = await DownstreamService.StartAsync();
        var (detail, make) = Bad[name];
        var assertion = make(service.Gateway);

        var refused = await service.SendAsync("GET", "/tasks", assertion);

        refused.Refused(401, "invalid_assertion", detail);
        Assert.Contains(detail, service.Log.Text, StringComparison.Ordinal);
        foreach (var part in assertion.Split('.', ',').Where(part => part.Length > 20))
        {
            Assert.DoesNotContain(part, refused.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(part, service.Log.Text, StringComparison.Ordinal);
        }

        // And nobody is what the public operation is told.
        Assert.Equal("nobody", (await service.SendAsync("GET", "/open", assertion)).Json.GetString());
        (await service.SendAsync("GET", "/silent", assertion)).Refused(401, "invalid_assertion");
        Assert.Equal("ana", (await service.GetAsync()).Subject());
    }

    [Fact]
    public async Task There_is_one_header_with_it_or_it_is_refused()
    {
        await using var service = await DownstreamService.StartAsync();
        var good = service.Gateway.Assertion();

        (await service.SendAsync("GET", "/tasks")).Refused(401, "no_assertion");
        Assert.Equal("ana", (await service.SendAsync("GET", "/tasks", good)).Subject());
        var twice = await RawHttp.SendAsync(
            service.Url, "GET /tasks HTTP/1.1", "Host: tasks", $"Gateway-Assertion: {good}", $"gateway-assertion: {good}");
        Assert.Contains("There is more than one assertion.", twice, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401", twice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expires at this moment", -60)]
    [InlineData("expired 4 s ago", -64)]
    [InlineData("is from 5 s ahead", 5)]
    public async Task Clocks_may_differ_by_five_seconds(string what, int seconds)
    {
        await using var service = await DownstreamService.StartAsync();
        var assertion = service.Gateway.Assertion(change: p => Shift(p, seconds));
        Assert.True((await service.SendAsync("GET", "/tasks", assertion)).Status == 200, what);
    }

    [Fact]
    public async Task The_clock_skew_is_an_option()
    {
        await using var service = await DownstreamService.StartAsync(o => o.ClockSkew = TimeSpan.Zero);
        (await service.SendAsync("GET", "/tasks", service.Gateway.Assertion(change: p => Shift(p, -60)))).Refused(401, "invalid_assertion", Expired);
        (await service.SendAsync("GET", "/tasks", service.Gateway.Assertion(change: p => Shift(p, 1)))).Refused(401, "invalid_assertion", NotYet);
        Assert.Equal("ana", (await service.SendAsync("GET", "/tasks", service.Gateway.Assertion(change: p => Shift(p, -59)))).Subject());
    }

    [Fact]
    public async Task An_assertion_ends_with_its_time_and_not_with_its_use()
    {
        await using var service = await DownstreamService.StartAsync();
        var assertion = service.Gateway.Assertion();

        Assert.Equal("ana", (await service.SendAsync("GET", "/tasks", assertion)).Subject());
        service.Clock.Advance(TimeSpan.FromSeconds(64));
        Assert.Equal("ana", (await service.SendAsync("GET", "/tasks", assertion)).Subject());
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        (await service.SendAsync("GET", "/tasks", assertion)).Refused(401, "invalid_assertion", Expired);
    }

    [Theory]
    [InlineData("/files/a%20b")]
    [InlineData("/files/%C3%A4")]
    [InlineData("/files/%c3%a4")]
    [InlineData("/files/a/../b")]
    [InlineData("/files//a")]
    [InlineData("/files/a;b=c")]
    [InlineData("/files/a%2Fb")]
    public async Task The_path_is_compared_as_it_stands_on_the_wire(string path)
    {
        await using var service = await DownstreamService.StartAsync();

        Assert.StartsWith("HTTP/1.1 200", await GetRawAsync(service, path + "?q=1", path), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401", await GetRawAsync(service, path, Uri.UnescapeDataString(path) + "x"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401", await GetRawAsync(service, "/files/other", path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_path_there_is_may_stand_in_an_assertion()
    {
        await using var service = await DownstreamService.StartAsync();
        var path = "/files/" + new string('f', 8 * 1024 - 40);
        Assert.StartsWith("HTTP/1.1 200", await GetRawAsync(service, path, path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_is_a_method_of_its_own()
    {
        await using var service = await DownstreamService.StartAsync();
        Assert.Equal(200, (await service.SendAsync("HEAD", "/tasks", service.Gateway.Assertion("HEAD"))).Status);
        Assert.Equal(401, (await service.SendAsync("HEAD", "/tasks", service.Gateway.Assertion("GET"))).Status);
    }

    [Fact]
    public async Task Behind_something_that_rewrites_paths_the_binding_can_be_given_up()
    {
        await using var service = await DownstreamService.StartAsync(o => o.BindToRequest = false);
        Assert.Equal("ana", (await service.SendAsync("GET", "/tasks", service.Gateway.Assertion("PUT", "/elsewhere"))).Subject());
        Assert.Equal("ana", (await service.SendAsync("GET", "/tasks", service.Gateway.Assertion(change: p => p.Remove("htu")))).Subject());
        (await service.SendAsync("GET", "/tasks", service.Gateway.Assertion(change: p => p["aud"] = "x"))).Refused(401, "invalid_assertion", WrongAudience);
    }

    [Fact]
    public async Task A_service_behind_several_APIs_has_several_names()
    {
        await using var service = await DownstreamService.StartAsync(o => o.Audiences.Add("notes"));
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        Assert.Equal("ana", (await service.SendAsync("GET", "/tasks", service.Gateway.Assertion(change: p => p["aud"] = "notes"))).Subject());
        (await service.SendAsync("GET", "/tasks", service.Gateway.Assertion(change: p => p["aud"] = "tasks notes"))).Refused(401, "invalid_assertion", WrongAudience);
    }

    [Fact]
    public async Task The_gateways_name_is_an_option()
    {
        await using var service = await DownstreamService.StartAsync(o => o.Issuer = "edge");
        Assert.Equal("ana", (await service.SendAsync("GET", "/tasks", service.Gateway.Assertion(change: p => p["iss"] = "edge"))).Subject());
        (await service.GetAsync()).Refused(401, "invalid_assertion", WrongIssuer);
    }

    [Fact]
    public async Task Who_has_no_subject_no_client_and_no_scope_is_somebody_all_the_same()
    {
        await using var service = await DownstreamService.StartAsync();
        var bare = service.Gateway.Assertion(change: p =>
        {
            p.Remove("sub");
            p.Remove("client_id");
            p["scope"] = "";
            p["caller"] = "unknown";
        });

        var told = (await service.SendAsync("GET", "/tasks", bare)).Json;

        Assert.Equal(
            """{"subject":null,"client":null,"caller":"unknown","issuer":"https://issuer.example.com/","scopes":[],"isUser":false,"isMachine":false,"claims":{}}""",
            told.GetRawText());
        Assert.Equal(200, (await service.SendAsync("GET", "/silent", service.Gateway.Assertion(path: "/silent", change: p => p.Remove("sub")))).Status);
    }

    [Fact]
    public async Task Plain_headers_add_nothing_to_an_assertion()
    {
        await using var service = await DownstreamService.StartAsync();
        var told = await service.SendWithAsync(
            "/tasks",
            (ClaimHeaders.Assertion, service.Gateway.Assertion(change: p => p.Remove("client_id"))),
            (ClaimHeaders.Subject, "root"),
            (ClaimHeaders.Client, "root-app"),
            (ClaimHeaders.Scopes, "admin"));
        Assert.Equal("ana", told.Subject());
        Assert.DoesNotContain("root", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("admin", told.Text, StringComparison.Ordinal);
    }

    private static Task<string> GetRawAsync(DownstreamService service, string target, string htu) => RawHttp.SendAsync(
        service.Url, $"GET {target} HTTP/1.1", "Host: tasks", $"Gateway-Assertion: {service.Gateway.Assertion("GET", htu)}");

    private static void Shift(JsonObject payload, int seconds)
    {
        payload["iat"] = payload["iat"]!.GetValue<long>() + seconds;
        payload["exp"] = payload["exp"]!.GetValue<long>() + seconds;
    }

    private static string WithSignature(string assertion, string signature) => $"{assertion[..assertion.LastIndexOf('.')]}.{signature}";

    private static string WithStrayBits(string assertion)
    {
        // 64 bytes are 85 characters and two bits of an 86th: four of its bits belong to no byte.
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return assertion[..^1] + alphabet[alphabet.IndexOf(assertion[^1], StringComparison.Ordinal) + 1];
    }

    private static string WithDerSignature(SigningGateway gateway)
    {
        var parts = gateway.Assertion().Split('.');
        var der = gateway.SigningKey.ECDsa.SignData(
            System.Text.Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return WithSignature(gateway.Assertion(), System.Buffers.Text.Base64Url.EncodeToString(der));
    }

    private static string WithKey(SigningGateway gateway, ECDsaSecurityKey key, Action<JsonObject, SecurityKey> changeHeader)
    {
        var own = gateway.SigningKey;
        gateway.SigningKey = key;
        var assertion = gateway.Assertion(changeHeader: header =>
        {
            gateway.SigningKey = own;
            changeHeader(header, key);
            gateway.SigningKey = key;
        });
        gateway.SigningKey = own;
        return assertion;
    }
}
