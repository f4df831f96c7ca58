using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>
/// What a service sees of a gateway: its key set, over real HTTP, and its assertions. A test decides what they say, however wrong.
/// </summary>
internal sealed class SigningGateway : IAsyncDisposable
{
    private const string KeySetPath = "/.well-known/gateway/jwks.json";

    private readonly TimeProvider clock;
    private int fetches;
    private volatile RequestDelegate keySet;
    private WebApplication app = null!;

    private SigningGateway(TimeProvider clock)
    {
        this.clock = clock;
        SigningKey = TestIssuer.NewEcKey();
        keySet = TestAnswer.Json(TestIssuer.KeySetOf(SigningKey));
    }

    public Uri Url => new(app.Urls.First());

    /// <summary>The key that signs, published or not.</summary>
    public ECDsaSecurityKey SigningKey { get; set; }

    /// <summary>How often the key set was asked for.</summary>
    public int Fetches => Volatile.Read(ref fetches);

    public static async Task<SigningGateway> StartAsync(TimeProvider clock)
    {
        var gateway = new SigningGateway(clock);
        gateway.app = await LoopbackServer.StartAsync(app => app.MapGet(KeySetPath, context =>
        {
            Interlocked.Increment(ref gateway.fetches);
            return gateway.keySet(context);
        }));
        return gateway;
    }

    public void Publish(params SecurityKey[] keys) => Answer(TestAnswer.Json(TestIssuer.KeySetOf(keys)));

    /// <summary>Answers every request for the key set with this from now on.</summary>
    public void Answer(RequestDelegate answer) => keySet = answer;

    /// <summary>Signs with a new key from now on, and publishes it alone.</summary>
    public void Rotate()
    {
        SigningKey = TestIssuer.NewEcKey();
        Publish(SigningKey);
    }

    /// <summary>
    /// What the gateway says of user "ana" through client "app", for one request. <paramref name="change"/> makes it what the test is
    /// about.
    /// </summary>
    public JsonObject Payload(string method = "GET", string path = "/tasks", Action<JsonObject>? change = null)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = new JsonObject
        {
            ["iss"] = "gateway",
            ["aud"] = DownstreamService.Audience,
            ["iat"] = now,
            ["exp"] = now + 60,
            ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ["sub"] = "ana",
            ["client_id"] = "app",
            ["caller"] = "user",
            ["scope"] = "read:tasks",
            ["iss_orig"] = "https://issuer.example.com/",
            ["htm"] = method,
            ["htu"] = path,
        };
        change?.Invoke(payload);
        return payload;
    }

    public string Assertion(
        string method = "GET", string path = "/tasks", Action<JsonObject>? change = null, Action<JsonObject>? changeHeader = null) =>
        Sign(Payload(method, path, change).ToJsonString(), changeHeader);

    /// <summary>Signs any payload, well formed or not.</summary>
    public string Sign(string payload, Action<JsonObject>? changeHeader = null)
    {
        var header = new JsonObject { ["alg"] = "ES256", ["typ"] = "gateway+jwt", ["kid"] = SigningKey.KeyId };
        changeHeader?.Invoke(header);
        return SignParts(Encode(header.ToJsonString()), Encode(payload));
    }

    /// <summary>Signs what stands there, whatever it decodes to.</summary>
    public string SignParts(string header, string payload)
    {
        var signature = SigningKey.ECDsa.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256);
        return $"{header}.{payload}.{Base64Url.EncodeToString(signature)}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
