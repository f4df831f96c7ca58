using System.Text.Json;
using Gateway.Problems;

namespace Gateway.Authentication.Introspection;

/// <summary>
/// <c>exp</c> and <c>nbf</c> of an answer, in seconds since 1970. Both are optional (RFC 7662 section 2.2): an issuer may keep the end of a
/// token to itself and just stop calling it active.
/// </summary>
internal readonly record struct AnswerLifetime(double? Expires, double? NotBefore)
{
    /// <summary>Null when one of them is no number.</summary>
    public static AnswerLifetime? Read(JsonElement answer) =>
        TryRead(answer, "exp", out var expires) && TryRead(answer, "nbf", out var notBefore) ? new AnswerLifetime(expires, notBefore) : null;

    public TokenFault? Check(DateTimeOffset now, TimeSpan skew)
    {
        var seconds = now.ToUnixTimeMilliseconds() / 1000.0;
        return seconds >= Expires + skew.TotalSeconds ? TokenFault.Expired
            : seconds < NotBefore - skew.TotalSeconds ? TokenFault.NotYetValid
            : null;
    }

    /// <summary>Until when an answer of now may be used again: as long as configured, and never beyond <c>exp</c> (RFC 7662 section 4).</summary>
    public DateTimeOffset UsableUntil(DateTimeOffset now, TimeSpan cacheFor)
    {
        var seconds = Expires - (now.ToUnixTimeMilliseconds() / 1000.0);
        return seconds < cacheFor.TotalSeconds ? now + TimeSpan.FromSeconds(Math.Max(0, seconds.Value)) : now + cacheFor;
    }

    private static bool TryRead(JsonElement answer, string name, out double? value)
    {
        value = null;
        if (!answer.TryGetProperty(name, out var member))
        {
            return true;
        }

        if (member.ValueKind != JsonValueKind.Number || !member.TryGetDouble(out var seconds) || !double.IsFinite(seconds))
        {
            return false;
        }

        value = seconds;
        return true;
    }
}
