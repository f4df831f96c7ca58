using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.InteropTests.Vectors;

/// <summary>An assertion before it is signed: what the gateway would write, until a case changes it, into bad JSON too.</summary>
internal sealed record Draft(string Header, string Payload, ECDsa Key)
{
    public const string Issuer = "gateway";
    public const string Audience = "timesheets";
    public const int Skew = 5;

    /// <summary>2030-01-01 12:00 UTC. Every assertion is made then, unless its case is about time.</summary>
    public const long MadeAt = 1893499200;

    public const int LifeMax = 60;

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Draft Of(string name, string method, string path, ECDsa key, Action<JsonObject>? change = null)
    {
        var payload = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["iat"] = MadeAt,
            ["exp"] = MadeAt + LifeMax,
            ["jti"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)),
            ["sub"] = "ana",
            ["client_id"] = "app",
            ["caller"] = "user",
            ["scope"] = "read:timesheets",
            ["iss_orig"] = "https://login.example.com",
            ["htm"] = method,
            ["htu"] = path,
        };
        change?.Invoke(payload);
        var header = new JsonObject { ["alg"] = "ES256", ["typ"] = "gateway+jwt", ["kid"] = VectorKeys.Kid(key) };
        return new Draft(Text(header), Text(payload), key);
    }

    public string Unsigned => $"{Encode(Header)}.{Encode(Payload)}";

    public byte[] Signature => Sign(Unsigned);

    public Draft WithHeader(Action<JsonObject> change)
    {
        var header = JsonNode.Parse(Header)!.AsObject();
        change(header);
        return this with { Header = Text(header) };
    }

    public Draft SignedBy(ECDsa key) => this with { Key = key };

    public string Signed() => With(Signature);

    public string With(ReadOnlySpan<byte> signature) => $"{Unsigned}.{Base64Url.EncodeToString(signature)}";

    /// <summary>Three parts spelled as given, with a signature that holds for them.</summary>
    public string Spelled(Func<string, string> header, Func<string, string> payload)
    {
        var unsigned = $"{header(Encode(Header))}.{payload(Encode(Payload))}";
        return $"{unsigned}.{Base64Url.EncodeToString(Sign(unsigned))}";
    }

    public string SignedWith(byte[] secret) => With(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(Unsigned)));

    public string SignedWith(RSA key) =>
        With(key.SignData(Encoding.ASCII.GetBytes(Unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Text(JsonNode json) => json.ToJsonString(AsWritten);

    /// <summary>RFC 7518 section 3.4: R and S, 32 bytes each.</summary>
    private byte[] Sign(string unsigned) => Key.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256);
}
