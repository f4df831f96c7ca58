using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.InteropTests.Vectors;

/// <summary>
/// The keys behind the vectors: the gateway's two, as during a rotation, and those of somebody who forges. They live as long as the files
/// are being made; only public halves are ever written.
/// </summary>
internal sealed class VectorKeys : IDisposable
{
    public ECDsa First { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ECDsa Second { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ECDsa Forger { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public RSA ForgerRsa { get; } = RSA.Create(2048);

    /// <summary>What the gateway publishes at <c>/.well-known/gateway/jwks.json</c> (RFC 7517 section 5).</summary>
    public JsonObject Published => new() { ["keys"] = new JsonArray(Jwk(First), Jwk(Second)) };

    public static JsonObject Jwk(ECDsa key)
    {
        var (x, y) = Point(key);
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = x,
            ["y"] = y,
            ["kid"] = Kid(key),
            ["alg"] = "ES256",
            ["use"] = "sig",
        };
    }

    /// <summary>RFC 7638 section 3: the required members in the order of their names, without white space.</summary>
    public static string Kid(ECDsa key)
    {
        var (x, y) = Point(key);
        var required = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(required)));
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        Forger.Dispose();
        ForgerRsa.Dispose();
    }

    private static (string X, string Y) Point(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }
}
