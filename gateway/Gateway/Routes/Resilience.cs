namespace Gateway.Routes;

/// <summary>What is done for an API when its service fails.</summary>
/// <param name="Retry">Whether a request that did not get through, and may safely be made twice, is tried once more.</param>
/// <param name="CircuitBreaker">Null: a destination is sent requests however many fail.</param>
/// <param name="MaxConcurrentRequests">Null: as many as come.</param>
internal sealed record Resilience(bool Retry, CircuitBreaker? CircuitBreaker, int? MaxConcurrentRequests)
{
    public static readonly Resilience Default = new(Retry: true, CircuitBreaker.Default, MaxConcurrentRequests: null);
}

/// <summary>When a destination is left alone for a while.</summary>
/// <param name="FailureRatio">More than 0, at most 1: the share of requests that fail.</param>
/// <param name="MinimumRequests">Fewer say nothing.</param>
/// <param name="Window">In which both are counted.</param>
/// <param name="Break">For how long it gets no requests; after that one of them tries.</param>
internal sealed record CircuitBreaker(double FailureRatio, int MinimumRequests, TimeSpan Window, TimeSpan Break)
{
    public static readonly CircuitBreaker Default = new(0.5, 20, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
}
