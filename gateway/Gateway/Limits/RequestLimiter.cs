using System.Threading.RateLimiting;
using Gateway.Routes;

namespace Gateway.Limits;

/// <summary>
/// Asks the counters for all limits of a request, and for ASP.NET Core's middleware says yes if all said yes. What is refused by one costs
/// nothing at the others: a caller who is too fast for a minute does not use up its day.
/// </summary>
internal sealed class RequestLimiter(LimitCounters counters, Func<HttpContext, IEnumerable<RateLimit>> limits) : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        var taken = limits(resource).Select(limit => (Limit: limit, Caller: CallerKey.Of(limit.By, resource))).ToList();
        var states = taken.ConvertAll(one => counters.Take(one.Limit, one.Caller));
        if (states.TrueForAll(state => state.IsWithin))
        {
            LimitStates.Of(resource).Add(states);
            return LimitLease.Acquired;
        }

        for (var index = 0; index < taken.Count; index++)
        {
            if (states[index].IsWithin)
            {
                counters.GiveBack(taken[index].Limit, taken[index].Caller);
                states[index] = states[index] with { Remaining = states[index].Remaining + 1 };
            }
        }

        LimitStates.Of(resource).Add(states);
        return LimitLease.Refused;
    }

    /// <summary>The middleware comes here after a no; nobody is made to wait.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
        new(LimitLease.Refused);

    private sealed class LimitLease(bool isAcquired) : RateLimitLease
    {
        public static readonly LimitLease Acquired = new(true);
        public static readonly LimitLease Refused = new(false);

        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
