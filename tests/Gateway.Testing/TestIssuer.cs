using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Testing;

/// <summary>
/// An authorization server of which a test decides everything: what its discovery and key set say, and which token it signs, however
/// wrong. Real HTTP, real keys.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "https://api.example.com";

    private readonly TimeProvider clock;
    private readonly List<SecurityKey> published = [];
    private int requests;
    private int keyFetches;
    private WebApplication app = null!;

    private TestIssuer(TimeProvider clock)
    {
        this.clock = clock;
        SigningKey = NewEcKey();
        published.Add(SigningKey);
    }

    public string Url => app.Urls.First();

    /// <summary>The key that <see cref="Token"/> signs with.</summary>
    public SecurityKey SigningKey { get; set; }

    /// <summary>The public keys in the key set.</summary>
    public IList<SecurityKey> Published => published;

    /// <summary>When set, every request is answered with it instead of the documents.</summary>
    public int? Failing { get; set; }

    /// <summary>The <c>issuer</c> that discovery claims; its own address unless a test lies.</summary>
    public string? ClaimedIssuer { get; set; }

    /// <summary>When set, answers for the discovery document: one of <see cref="TestAnswer"/>.</summary>
    public RequestDelegate? Discovery { get; set; }

    /// <summary>When set, answers for the key set: one of <see cref="TestAnswer"/>.</summary>
    public RequestDelegate? KeySet { get; set; }

    /// <summary>How often the key set was fetched.</summary>
    public int KeyFetches => Volatile.Read(ref keyFetches);

    /// <summary>
    /// How often anything was fetched for its keys. They are asked for past every cache; the document for readers is not, and its requests do
    /// not count.
    /// </summary>
    public int Requests => Volatile.Read(ref requests);

    /// <param name="url">Where it listens; a free port of 127.0.0.1 unless a test brings one back that was there before.</param>
    public static async Task<TestIssuer> StartAsync(TimeProvider? clock = null, string url = LoopbackServer.AnyPort)
    {
        var issuer = new TestIssuer(clock ?? TimeProvider.System);
        issuer.app = await LoopbackServer.StartAsync(issuer.Map, url);
        return issuer;
    }

    public static ECDsaSecurityKey NewEcKey() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = NewKeyId() };

    public static RsaSecurityKey NewRsaKey(int bits = 2048) => new(RSA.Create(bits)) { KeyId = NewKeyId() };

    /// <summary>The key set document of these keys.</summary>
    public static string KeySetOf(params SecurityKey[] keys) =>
        new JsonObject { ["keys"] = new JsonArray([.. keys.Select(PublicJwk)]) }.ToJsonString();

    /// <summary>A key as its issuer publishes it.</summary>
    public static JsonObject PublicJwk(SecurityKey key)
    {
        var jwk = key switch
        {
            RsaSecurityKey rsa => JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.Rsa.ExportParameters(false))),
            ECDsaSecurityKey ec => JsonWebKeyConverter.ConvertFromECDsaSecurityKey(
                new ECDsaSecurityKey(ECDsa.Create(ec.ECDsa.ExportParameters(false)))),
            _ => throw new InvalidOperationException(),
        };
        return jwk.Kty == "RSA"
            ? new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = key.KeyId, ["n"] = jwk.N, ["e"] = jwk.E }
            : new JsonObject
            {
                ["kty"] = "EC",
                ["use"] = "sig",
                ["alg"] = jwk.Crv switch { "P-384" => "ES384", "P-521" => "ES512", _ => "ES256" },
                ["kid"] = key.KeyId,
                ["crv"] = jwk.Crv,
                ["x"] = jwk.X,
                ["y"] = jwk.Y,
            };
    }

    /// <summary>Signs with a new key from now on; the old one is no longer published.</summary>
    public void Rotate()
    {
        var next = NewEcKey();
        Publish(next);
        SigningKey = next;
    }

    /// <summary>These keys are the set now; at no moment was there half of it.</summary>
    public void Publish(params SecurityKey[] keys)
    {
        lock (published)
        {
            published.Clear();
            published.AddRange(keys);
        }
    }

    /// <summary>
    /// A token as RFC 9068 wants it: user "ana" through client "app", valid for ten minutes. <paramref name="change"/> makes it what the
    /// test is about.
    /// </summary>
    public string Token(string scope = "", Action<JsonObject>? change = null, Action<JsonObject>? changeHeader = null)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = new JsonObject
        {
            ["iss"] = Url,
            ["aud"] = Audience,
            ["sub"] = "ana",
            ["client_id"] = "app",
            ["scope"] = scope,
            ["iat"] = now,
            ["exp"] = now + 600,
            ["jti"] = Guid.NewGuid().ToString("N"),
        };
        change?.Invoke(payload);
        return Sign(payload.ToJsonString(), changeHeader);
    }

    /// <summary>The same for a client on its own behalf (client credentials).</summary>
    public string MachineToken(string client, string scope = "") => Token(scope, payload =>
    {
        payload["sub"] = client;
        payload["client_id"] = client;
    });

    /// <summary>Signs any payload, well formed or not.</summary>
    public string Sign(string payload, Action<JsonObject>? changeHeader = null)
    {
        var key = SigningKey; // one, though another thread may rotate meanwhile
        var header = new JsonObject
        {
            ["alg"] = key is RsaSecurityKey ? "RS256" : "ES256",
            ["typ"] = "at+jwt",
            ["kid"] = key.KeyId,
        };
        changeHeader?.Invoke(header);
        var signed = Base64UrlEncoder.Encode(header.ToJsonString()) + "." + Base64UrlEncoder.Encode(payload);
        return IssuedSecrets.KeepToken(signed + "." + Base64UrlEncoder.Encode(Signature(key, System.Text.Encoding.ASCII.GetBytes(signed))));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>With a letter in it, whose case can be changed.</summary>
    private static string NewKeyId() => "k" + Guid.NewGuid().ToString("N")[..8];

    /// <summary>Only the signature of some content.</summary>
    public byte[] Sign(byte[] content) => Signature(SigningKey, content);

    private static byte[] Signature(SecurityKey key, byte[] content) => key switch
    {
        RsaSecurityKey rsa => rsa.Rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ECDsaSecurityKey ec => ec.ECDsa.SignData(content, HashAlgorithmName.SHA256),
        _ => throw new InvalidOperationException(),
    };

    private void Map(WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.Request.Headers.CacheControl == "no-cache")
            {
                Interlocked.Increment(ref requests);
            }

            return Failing is { } status ? TestAnswer.Status(status)(context) : next(context);
        });
        app.MapGet("/.well-known/openid-configuration", context => (Discovery ?? TestAnswer.Json(
            new JsonObject { ["issuer"] = ClaimedIssuer ?? Url, ["jwks_uri"] = Url + "/jwks" }.ToJsonString()))(context));
        app.MapGet("/jwks", context =>
        {
            Interlocked.Increment(ref keyFetches);
            return (KeySet ?? TestAnswer.Json(KeySetOf(PublishedNow())))(context);
        });
    }

    private SecurityKey[] PublishedNow()
    {
        lock (published)
        {
            return [.. published];
        }
    }
}
