using Gateway.Routes;

namespace Gateway.Limits;

/// <summary>How a caller stands with a limit after a request.</summary>
/// <param name="Remaining">Requests that are left; -1: this one was already too many.</param>
/// <param name="ResetSeconds">Until the caller begins anew.</param>
internal sealed record LimitState(RateLimit Limit, int Remaining, int ResetSeconds)
{
    public bool IsWithin => Remaining >= 0;
}
