using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Gateway.Routes;
using Yarp.ReverseProxy.Model;

namespace Gateway.Forwarding.Attempts;

/// <summary>
/// What the gateway remembers of an API's service between requests: how its destinations do, and how many requests are under way.
/// </summary>
internal sealed class ServiceState(Api api, TimeProvider clock, ILogger logger)
{
    private readonly ConcurrentDictionary<string, Circuit> circuits = new(StringComparer.Ordinal);

    private readonly ConcurrencyLimiter? concurrency = api.Resilience.MaxConcurrentRequests is { } most
        ? new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = most })
        : null;

    public Api Api => api;

    public RetryBudget Budget { get; } = new(clock);

    /// <summary>To be given back when the answer is over; null: as many as come.</summary>
    public RateLimitLease? Enter() => concurrency?.AttemptAcquire();

    /// <summary>Of the destination that load balancing has chosen. Null: it has found none, or this API has no circuits.</summary>
    public Circuit? CircuitOf(IReverseProxyFeature proxy) => proxy.AvailableDestinations is [var chosen] ? CircuitOf(chosen) : null;

    /// <summary>Null: this API has none.</summary>
    public Circuit? CircuitOf(DestinationState destination) => api.Resilience.CircuitBreaker is { } rules
        ? circuits.GetOrAdd(
            destination.DestinationId,
            static (id, made) => new Circuit(made.rules, made.api.Name, id, made.clock, made.logger),
            (rules, api, clock, logger))
        : null;

    /// <summary>Those that may be sent a request.</summary>
    public IReadOnlyList<DestinationState> Usable(IReadOnlyList<DestinationState> destinations)
    {
        for (var index = 0; index < destinations.Count; index++)
        {
            if (!IsUsable(destinations[index]))
            {
                return [.. destinations.Where(IsUsable)];
            }
        }

        return destinations;
    }

    /// <summary>When the first of them may be sent one.</summary>
    public TimeSpan Rest(IEnumerable<DestinationState> destinations) =>
        destinations.Min(destination => CircuitOf(destination)?.Rest ?? TimeSpan.Zero);

    private bool IsUsable(DestinationState destination) => CircuitOf(destination) is not { Rest: not null };
}
