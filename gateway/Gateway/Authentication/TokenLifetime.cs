using System.Text.Json;
using Gateway.Problems;

namespace Gateway.Authentication;

/// <summary>
/// <c>exp</c> and <c>nbf</c> (RFC 7519 sections 4.1.4 and 4.1.5): JSON numbers of seconds since 1970, fractions allowed. A token without
/// <c>exp</c> would never end and is refused.
/// </summary>
internal static class TokenLifetime
{
    public static TokenFault? Check(JsonElement payload, DateTimeOffset now, TimeSpan skew)
    {
        if (!payload.TryGetProperty("exp", out var exp))
        {
            return TokenFault.MissingClaim;
        }

        if (!IsNumber(exp, out var expires))
        {
            return TokenFault.Malformed;
        }

        var seconds = now.ToUnixTimeMilliseconds() / 1000.0;
        if (seconds >= expires + skew.TotalSeconds)
        {
            return TokenFault.Expired;
        }

        if (!payload.TryGetProperty("nbf", out var nbf))
        {
            return null;
        }

        return !IsNumber(nbf, out var starts) ? TokenFault.Malformed
            : seconds < starts - skew.TotalSeconds ? TokenFault.NotYetValid
            : null;
    }

    private static bool IsNumber(JsonElement claim, out double value)
    {
        value = 0;
        return claim.ValueKind == JsonValueKind.Number && claim.TryGetDouble(out value) && double.IsFinite(value);
    }
}
