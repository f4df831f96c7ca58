using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Authorization;

/// <summary>
/// Whether the sign-in behind a token is good enough (RFC 9470): its <c>acr</c> and <c>auth_time</c> (RFC 9068 section 2.2.1). What the
/// token does not say is not satisfied.
/// </summary>
internal static class SignIn
{
    /// <summary>Null when it is. The texts are fixed: they stand in the challenge.</summary>
    public static string? WhyNot(StepUp asked, CallerIdentity caller, DateTimeOffset now) =>
        !asked.Acr.IsEmpty && !IsOneOf(asked, caller.Payload) ? "A different authentication level is required"
        : asked.MaxAge is { } age && !IsRecent(caller, age, now) ? "More recent authentication is required"
        : null;

    private static bool IsOneOf(StepUp asked, JsonElement payload) =>
        payload.TryGetProperty("acr", out var acr) && acr.ValueKind == JsonValueKind.String
        && asked.Acr.Contains(acr.GetString()!, StringComparer.Ordinal);

    /// <summary>Both ways with the issuer's skew, as for its other times; a sign-in still to come is none.</summary>
    private static bool IsRecent(CallerIdentity caller, TimeSpan age, DateTimeOffset now)
    {
        if (!caller.Payload.TryGetProperty("auth_time", out var time) || time.ValueKind != JsonValueKind.Number
            || !time.TryGetDouble(out var signedIn))
        {
            return false;
        }

        var elapsed = (now.ToUnixTimeMilliseconds() / 1000.0) - signedIn;
        var skew = caller.Issuer.ClockSkew.TotalSeconds;
        return elapsed <= age.TotalSeconds + skew && elapsed >= -skew;
    }
}
