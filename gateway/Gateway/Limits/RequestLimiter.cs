using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Limits;

/// <summary>
/// Asks the counters for all limits of a request, which may go on if all say yes. What is refused by one costs nothing at the others: a caller
/// who is too fast for a minute does not use up its day.
/// <para>
/// Not a limiter of .NET's, and so not its middleware either: those keep an object for each caller, however many there are, and know no other
/// clock.
/// </para>
/// </summary>
internal sealed class RequestLimiter(LimitCounters counters)
{
    /// <summary>Null: it is within all of them; else the one that it is over, of several the one that goes on longest.</summary>
    public LimitState? RefusedBy(HttpContext request, ImmutableArray<RateLimit> limits)
    {
        var callers = new string[limits.Length];
        var states = new LimitState[limits.Length];
        for (var index = 0; index < limits.Length; index++)
        {
            // Limits of an operation are mostly of the same callers.
            callers[index] = index > 0 && limits[index].By == limits[index - 1].By ? callers[index - 1] : CallerKey.Of(limits[index].By, request);
            states[index] = counters.Take(limits[index], callers[index]);
        }

        var refused = states.Where(state => !state.IsWithin).MaxBy(state => state.ResetSeconds);
        for (var index = 0; refused is not null && index < limits.Length; index++)
        {
            if (states[index].IsWithin)
            {
                counters.GiveBack(limits[index], callers[index]);
                states[index] = states[index] with { Remaining = states[index].Remaining + 1 };
            }
        }

        LimitStates.Of(request).Add(states);
        return refused;
    }
}
