using System.Security.Cryptography;
using DevAuthority.Seeds;
using Microsoft.IdentityModel.Tokens;

namespace DevAuthority.Keys;

/// <summary>A key pair made at start or rotation. The private half never leaves the process; the id is the thumbprint (RFC 7638).</summary>
internal sealed class SigningKey
{
    private const int RsaBits = 2048;

    private SigningKey(SecurityKey key, JsonWebKey publicKey, SigningAlgorithm algorithm)
    {
        Id = Base64UrlEncoder.Encode(publicKey.ComputeJwkThumbprint());
        key.KeyId = Id;
        Public = publicKey;
        Algorithm = algorithm;
        Credentials = new SigningCredentials(key, algorithm.ToString());
    }

    internal string Id { get; }

    internal SigningAlgorithm Algorithm { get; }

    internal JsonWebKey Public { get; }

    internal SigningCredentials Credentials { get; }

    internal static SigningKey Generate(SigningAlgorithm algorithm) =>
        algorithm == SigningAlgorithm.ES256 ? GenerateEs256() : GenerateRs256();

    private static SigningKey GenerateEs256()
    {
        var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var publicHalf = ECDsa.Create(pair.ExportParameters(includePrivateParameters: false));
        var publicKey = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(publicHalf));
        return new SigningKey(new ECDsaSecurityKey(pair), publicKey, SigningAlgorithm.ES256);
    }

    private static SigningKey GenerateRs256()
    {
        var pair = RSA.Create(RsaBits);
        var publicKey = JsonWebKeyConverter.ConvertFromRSASecurityKey(
            new RsaSecurityKey(pair.ExportParameters(includePrivateParameters: false)));
        return new SigningKey(new RsaSecurityKey(pair), publicKey, SigningAlgorithm.RS256);
    }
}
