using System.Text.Json;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>
/// How long ago the token was issued (<c>iat</c>, RFC 7519 section 4.1.6), where the file sets a limit: for issuers whose tokens last longer
/// than one wants to trust them. It depends on the time, so it holds for a token that was verified before as well.
/// </summary>
internal static class TokenAge
{
    public static TokenFault? Check(Issuer issuer, JsonElement payload, DateTimeOffset now)
    {
        if (issuer.MaxTokenAge is not { } max)
        {
            return null;
        }

        if (!payload.TryGetProperty("iat", out var iat))
        {
            return TokenFault.MissingClaim;
        }

        if (iat.ValueKind != JsonValueKind.Number || !iat.TryGetDouble(out var issued) || !double.IsFinite(issued))
        {
            return TokenFault.Malformed;
        }

        var age = (now.ToUnixTimeMilliseconds() / 1000.0) - issued;
        var skew = issuer.ClockSkew.TotalSeconds;
        return age > max.TotalSeconds + skew ? TokenFault.TooOld
            // From the future it could be as old as it likes.
            : age < -skew ? TokenFault.NotYetValid
            : null;
    }
}
