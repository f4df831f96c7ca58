using System.Security.Claims;

namespace Gateway.Forwarding.Streams;

/// <summary>
/// When the token of a request is not good any more: at its <c>exp</c> and what its issuer's clock may be off by, the moment from which on a new
/// request with it is refused.
/// </summary>
internal static class TokenEnd
{
    /// <summary>What a timer can count; nothing is open for so long.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    /// <summary>Calls back then. Null: it is nobody's request, or the token does not say.</summary>
    public static ITimer? Of(ClaimsPrincipal user, TimeProvider clock, Action end)
    {
        if (user.Identity is not CallerIdentity { ExpiresAt: { } expires } caller)
        {
            return null;
        }

        var left = expires + caller.Issuer.ClockSkew.TotalSeconds - (clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
        return clock.CreateTimer(
            _ => end(), null, TimeSpan.FromSeconds(Math.Clamp(left, 0, LongestTimer.TotalSeconds)), Timeout.InfiniteTimeSpan);
    }
}
