using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Downstream.Assertions;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Downstream.Testing;

/// <summary>
/// The key that signs for the callers of tests: made at first use, never outside this process, and trusted only where
/// <see cref="TestCallers.TrustTestCallers"/> was called. There it is the only one, so a service that is deployed like that refuses the
/// real gateway instead of believing somebody else.
/// </summary>
internal sealed class TestCallersKey
{
    private const string Issuer = "gateway-of-tests";
    private const string Audience = "service-under-test";

    private static readonly Lazy<TestCallersKey> Made = new(() => new());

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string header;

    private TestCallersKey()
    {
        var publicKey = new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(includePrivateParameters: false)));
        publicKey.KeyId = Base64Url.EncodeToString(publicKey.ComputeJwkThumbprint());
        Key = publicKey;
        header = Encode(new() { ["alg"] = "ES256", ["typ"] = ClaimHeaders.AssertionType, ["kid"] = Key.KeyId });
    }

    public static TestCallersKey Instance => Made.Value;

    /// <summary>The public half.</summary>
    public SecurityKey Key { get; }

    /// <summary>Whoever asks and whenever: a test's client knows neither the service's name nor the request it will be used for.</summary>
    public AssertionRules Rules { get; } = new(Issuer, [Audience]);

    public string Sign(JsonObject about)
    {
        about["iss"] = Issuer;
        about["aud"] = Audience;
        about["iat"] = 0;
        about["exp"] = 60;
        about["jti"] = "test";
        var signed = $"{header}.{Encode(about)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
