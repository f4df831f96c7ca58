using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.InteropTests;

/// <summary>Signing keys as a JWK set with their private parts (RFC 7517, RFC 7518 section 6), in one line.</summary>
internal static class PrivateKeySet
{
    public static string Of(IEnumerable<SecurityKey> keys) =>
        new JsonObject { ["keys"] = new JsonArray([.. keys.Select(Jwk)]) }.ToJsonString();

    private static JsonObject Jwk(SecurityKey key) => key switch
    {
        ECDsaSecurityKey ec => Ec(ec.KeyId, ec.ECDsa.ExportParameters(includePrivateParameters: true)),
        RsaSecurityKey rsa => Rsa(rsa.KeyId, rsa.Rsa.ExportParameters(includePrivateParameters: true)),
        _ => throw new ArgumentException(key.GetType().Name, nameof(key)),
    };

    private static JsonObject Ec(string kid, ECParameters key) => new()
    {
        ["kty"] = "EC",
        ["kid"] = kid,
        ["crv"] = "P-256",
        ["x"] = Base64UrlEncoder.Encode(key.Q.X),
        ["y"] = Base64UrlEncoder.Encode(key.Q.Y),
        ["d"] = Base64UrlEncoder.Encode(key.D),
    };

    private static JsonObject Rsa(string kid, RSAParameters key) => new()
    {
        ["kty"] = "RSA",
        ["kid"] = kid,
        ["n"] = Base64UrlEncoder.Encode(key.Modulus),
        ["e"] = Base64UrlEncoder.Encode(key.Exponent),
        ["d"] = Base64UrlEncoder.Encode(key.D),
        ["p"] = Base64UrlEncoder.Encode(key.P),
        ["q"] = Base64UrlEncoder.Encode(key.Q),
        ["dp"] = Base64UrlEncoder.Encode(key.DP),
        ["dq"] = Base64UrlEncoder.Encode(key.DQ),
        ["qi"] = Base64UrlEncoder.Encode(key.InverseQ),
    };
}
