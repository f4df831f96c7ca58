using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Authentication.Revocation;

/// <summary>Tokens that are not accepted any more although they have not expired.</summary>
/// <param name="Issuer">The issuer's name in the routes file when the entry was made.</param>
/// <param name="Identifier">Its <c>iss</c>, by which tokens are compared: another name in the file takes no revocation back.</param>
/// <param name="Value">The <c>jti</c>, subject or client.</param>
/// <param name="IssuedBefore">Tokens issued then or earlier are meant; null for one token, which is meant whenever it was issued.</param>
/// <param name="Until">When the entry may be forgotten, since everything it means has expired; null: never.</param>
internal sealed record RevocationEntry(
    string Issuer, string Identifier, RevocationKind Kind, string Value, DateTimeOffset? IssuedBefore, DateTimeOffset? Until)
{
    /// <summary>The same for everything that is about the same tokens: what is revoked twice is one entry.</summary>
    public string Id { get; } =
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Identifier}\n{Kind}\n{Value}")).AsSpan(0, 15));

    /// <summary>Both together. A second revocation can mean more tokens and last longer, never less: it takes nothing back.</summary>
    public RevocationEntry And(RevocationEntry other) => this with
    {
        IssuedBefore = IssuedBefore > other.IssuedBefore ? IssuedBefore : other.IssuedBefore,
        Until = Until is { } one && other.Until is { } two ? (one > two ? one : two) : null,
    };
}
