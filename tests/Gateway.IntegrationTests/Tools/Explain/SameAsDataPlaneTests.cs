using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Tools.Explain;

/// <summary>What <c>explain</c> says a call comes to is what it comes to: status, headers and body at the client, address and headers at the service.</summary>
public sealed class SameAsDataPlaneTests(ExplainedApi api) : IClassFixture<ExplainedApi>
{
    private static readonly Dictionary<string, Func<ExplainedApi, string?>> Tokens = new()
    {
        ["none"] = _ => null,
        ["read"] = api => api.Token(),
        ["write"] = api => api.Token("write"),
        ["write audit"] = api => api.Token("write audit"),
        ["nothing"] = api => api.Token(""),
        ["with email"] = api => api.Token("read", p => p["email"] = "ana@example.com"),
        ["boss"] = api => api.Token("read", p => p["roles"] = new JsonArray("boss", "größer")),
        ["signed in"] = api => api.Token("read", p => (p["acr"], p["auth_time"]) = ("mfa", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())),
        ["signed in long ago"] = api => api.Token("read", p => (p["acr"], p["auth_time"]) = ("mfa", 1)),
        ["robot"] = api => api.Issuer.MachineToken("robot", "read"),
        ["app as machine"] = api => api.Issuer.MachineToken("app", "read"),
        ["too much"] = api => api.Token("read", p => p["roles"] = new string('r', 5000)),
        ["partner"] = api => api.Partner.Token("read"),
        ["of another client"] = api => api.Token("read", p => p["client_id"] = "stranger"),
        ["expired"] = api => api.Token("read", p => p["exp"] = 1),
        ["for another audience"] = api => api.Token("read", p => p["aud"] = "https://other.example.com"),
        ["ID token"] = api => api.Token("read", p => p["nonce"] = "n", h => h["typ"] = "JWT"),
        ["nonsense"] = _ => "not-a-token",
        ["of a stranger"] = api => api.Token("read", p => p["iss"] = api.Issuer.Url + "/"),
        ["changed"] = api => api.Token("read") is var token ? token[..^6] + (token[^6] == 'A' ? 'B' : 'A') + token[^5..] : null,
    };

    public static TheoryData<string, string, string> Calls => new()
    {
        { "GET", "/api", "none" },
        { "GET", "/api", "read" },
        { "HEAD", "/api/7", "read" },
        { "GET", "/api/7", "write" },
        { "GET", "/api/7", "nothing" },
        { "GET", "/api/7", "with email" },
        { "GET", "/api/all", "write" },
        { "GET", "/api/all", "write audit" },
        { "GET", "/api/any", "read" },
        { "GET", "/api/any", "write" },
        { "POST", "/api/machine", "read" },
        { "POST", "/api/machine", "robot" },
        { "POST", "/api/machine", "app as machine" },
        { "GET", "/api/claims", "read" },
        { "GET", "/api/claims", "boss" },
        { "GET", "/api/stepup", "read" },
        { "GET", "/api/stepup", "signed in" },
        { "GET", "/api/stepup", "signed in long ago" },
        { "GET", "/api/stepup", "nothing" },
        { "GET", "/api/main", "read" },
        { "GET", "/api/main", "partner" },
        { "GET", "/api/token", "partner" },
        { "GET", "/api/token", "too much" },
        { "GET", "/api/token", "of another client" },
        { "GET", "/api/token", "expired" },
        { "GET", "/api/token", "for another audience" },
        { "GET", "/api/token", "ID token" },
        { "GET", "/api/token", "nonsense" },
        { "GET", "/api/token", "of a stranger" },
        { "GET", "/api/token", "changed" },
        { "GET", "/api/open", "none" },
        { "GET", "/api/open", "expired" },
        { "GET", "/kept/a%20b/c", "read" },
        { "GET", "/kept/a%20b/c", "with email" },
        { "GET", "/api/x/../7", "read" },
        { "GET", "/api/nope", "read" },
        { "GET", "/api//7", "read" },
        { "GET", "/kept/a%2Fb", "none" },
        { "GET", "/kept/a;b", "read" },
        { "PUT", "/api/7", "read" },
        { "OPTIONS", "/api/7", "none" },
        { "GET", "/api?access_token=x", "read" },
        { "GET", "/api/open?access_token=x", "none" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Explained_is_what_happens(string method, string path, string kind)
    {
        var token = Tokens[kind](api);
        api.Service.Forget();
        using var answer = await api.Gateway.SendAsync(method, path, token);
        var reached = api.Service.Seen.SingleOrDefault();
        var explained = await api.ExplainAsJsonAsync(method, new Uri(api.Gateway.Client.BaseAddress!, path).ToString(), token);

        Assert.Equal(reached is not null, explained["allowed"]!.GetValue<bool>());
        Assert.Equal(reached is null, explained["client_sees"] is not null);
        Assert.Equal(reached is null, explained["service_sees"] is null);
        if (reached is null)
        {
            await SeesTheSameAsync(answer, explained["client_sees"]!.AsObject());
        }
        else
        {
            SeesTheSame(reached, explained["service_sees"]!.AsObject());
        }
    }

    private static async Task SeesTheSameAsync(HttpResponseMessage answer, JsonObject explained)
    {
        Assert.Equal((int)answer.StatusCode, explained["status"]!.GetValue<int>());
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "Content-Length" or "Request-Id"))
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
        Assert.Equal(headers.OrderBy(h => h.Key), explained["headers"]!.AsObject().ToDictionary(h => h.Key, h => h.Value!.GetValue<string>()).OrderBy(h => h.Key));
        if (await answer.Content.ReadAsStringAsync() is { Length: > 0 } body)
        {
            var real = JsonNode.Parse(body)!.AsObject();
            Assert.True(real.Remove("request_id"));
            Assert.True(JsonNode.DeepEquals(real, explained["body"]), $"{real} and {explained["body"]}");
        }
    }

    private static void SeesTheSame(SeenRequest reached, JsonObject explained)
    {
        // The query travels on; it is not repeated, since nothing in it decides.
        Assert.Equal(reached.Target.Split('?')[0], new Uri(explained["urls"]![0]!.GetValue<string>()).PathAndQuery);
        var headers = explained["headers"]!.AsObject().ToDictionary(header => header.Key, header => header.Value!.GetValue<string>());
        Assert.All(headers, header => Assert.Equal(header.Value, header.Key switch
        {
            "Gateway-Assertion" => InWords(reached.Header(header.Key)!),
            // Without what is another each time the gateway starts.
            "Via" => reached.Header(header.Key)!.Split('-')[0],
            _ => reached.Header(header.Key),
        }));
        Assert.Equal(
            reached.Headers.Keys.Where(name => name is "Via" || name.StartsWith("Gateway-", StringComparison.Ordinal)
                || name.StartsWith("X-", StringComparison.Ordinal) && name is not ("X-Forwarded-For" or "X-Forwarded-Host" or "X-Forwarded-Proto")).Order(),
            headers.Keys.Order());
    }

    private static readonly JsonSerializerOptions AsSigned = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An assertion as explain shows it: what it says, without what is another each time.</summary>
    private static string InWords(string assertion)
    {
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(assertion.Split('.')[1]))!.AsObject();
        Assert.True(claims.Remove("iat") && claims.Remove("exp") && claims.Remove("jti"));
        return $"signed {claims.ToJsonString(AsSigned)}";
    }
}
