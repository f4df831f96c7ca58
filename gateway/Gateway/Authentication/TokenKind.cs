using System.Collections.Immutable;
using System.Text.Json;

namespace Gateway.Authentication;

/// <summary>
/// Tokens that the same issuer signs for other purposes with the same keys. Where it gives access tokens a type of their own (<c>at+jwt</c>)
/// the type tells them apart; where it does not, what only the others have does.
/// </summary>
internal static class TokenKind
{
    private static readonly ImmutableArray<string> AccessTokenType = ["at+jwt"];

    // ID tokens have nonce, at_hash and c_hash (OpenID Connect Core sections 2 and 3.3.2.11), logout and security event tokens events (RFC 8417
    // section 2.2).
    private static readonly string[] OthersClaims = ["nonce", "at_hash", "c_hash", "events"];

    public static bool IsOtherThanAccess(string? typ, JsonElement payload) =>
        !TokenType.IsAccepted(typ, AccessTokenType) && OthersClaims.Any(claim => payload.TryGetProperty(claim, out _));
}
