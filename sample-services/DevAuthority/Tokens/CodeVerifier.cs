using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace DevAuthority.Tokens;

/// <summary>
/// Proof Key for Code Exchange (RFC 7636), S256 only.
/// <code>
/// code-verifier  = 43*128unreserved          (section 4.1)
/// code-challenge = BASE64URL(SHA256(ASCII(code-verifier))), so 43 characters   (section 4.2)
/// </code>
/// </summary>
internal static class CodeVerifier
{
    private const int ChallengeLength = 43;

    internal static bool IsChallenge(string? text) =>
        text is { Length: ChallengeLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    internal static bool IsVerifier(string? text) =>
        text is { Length: >= 43 and <= 128 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');

    internal static bool Proves(string verifier, string challenge) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))),
        Encoding.ASCII.GetBytes(challenge));
}
