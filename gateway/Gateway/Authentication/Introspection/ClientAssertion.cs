using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication.Introspection;

/// <summary>
/// <c>private_key_jwt</c> (RFC 7523 sections 2.2 and 3): good for a minute and once. <c>aud</c> is the issuer identifier and nothing else:
/// an address of an endpoint there would let whoever runs a look-alike endpoint use the assertion at the real one.
/// </summary>
internal sealed class ClientAssertion(string clientId, string issuerIdentifier, TimeProvider clock)
{
    private const int RsaBitsMin = 2048;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>The type says what the JWT is for, so that it cannot pass for another kind.</summary>
    private static readonly Dictionary<string, object> Header = new() { ["typ"] = "client-authentication+jwt" };

    private readonly JsonWebTokenHandler library = new() { SetDefaultTimesOnTokenCreation = false };
    private ParsedKey? last;

    /// <summary>Null when the text holds no key that can be used: RSA of 2048 bits or more, or P-256.</summary>
    public string? Sign(string pem)
    {
        var known = last;
        if (known?.Pem != pem)
        {
            known = Parse(pem) is { } credentials ? new ParsedKey(pem, credentials) : null;
            last = known;
        }

        if (known is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = clientId,
            ["sub"] = clientId,
            ["aud"] = issuerIdentifier,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
            ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
        };
        return library.CreateToken(JsonSerializer.Serialize(claims), known.Credentials, Header);
    }

    private static SigningCredentials? Parse(string pem)
    {
        var rsa = RSA.Create();
        if (Imports(rsa, pem))
        {
            return rsa.KeySize >= RsaBitsMin ? new SigningCredentials(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256) : null;
        }

        var ec = ECDsa.Create();
        return Imports(ec, pem) && ec.KeySize == 256 ? new SigningCredentials(new ECDsaSecurityKey(ec), SecurityAlgorithms.EcdsaSha256) : null;
    }

    private static bool Imports(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            // Throws for a public key, which imports as well and could not sign.
            CryptographicOperations.ZeroMemory(key.ExportPkcs8PrivateKey());
            return true;
        }
        catch (Exception other) when (other is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private sealed record ParsedKey(string Pem, SigningCredentials Credentials);
}
