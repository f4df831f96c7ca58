using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Claims.Assertion;

/// <summary>
/// A key that assertions are signed with, or, without its private part, one that signed or will sign them. ES256 only (RFC 7518 section
/// 3.4): services verify it everywhere, and it is cheap to make.
/// </summary>
internal sealed class SigningKey
{
    private SigningKey(ECDsa key, bool isPrivate)
    {
        var security = new ECDsaSecurityKey(key);
        Id = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        security.KeyId = Id;
        Credentials = isPrivate ? new SigningCredentials(security, SecurityAlgorithms.EcdsaSha256) : null;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        Published = new PublishedJwk("EC", "P-256", Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y), Id, "ES256", "sig");
    }

    /// <summary><c>kid</c>: the key's thumbprint (RFC 7638), so that instances that read the same file name it alike.</summary>
    public string Id { get; }

    /// <summary>Null: only its public part is known.</summary>
    public SigningCredentials? Credentials { get; }

    public PublishedJwk Published { get; }

    /// <summary>A new one, known to this process alone.</summary>
    public static SigningKey Make() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), isPrivate: true);

    /// <summary>Null when the key is of another kind.</summary>
    /// <param name="pem">One key, private (SEC 1, PKCS #8) or public.</param>
    public static SigningKey? FromPem(ReadOnlySpan<char> pem, bool isPrivate)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                ? new SigningKey(key, isPrivate)
                : null;
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>RFC 7517 section 4, RFC 7518 section 6.2.1: the public part.</summary>
    public sealed record PublishedJwk(string Kty, string Crv, string X, string Y, string Kid, string Alg, string Use);
}
