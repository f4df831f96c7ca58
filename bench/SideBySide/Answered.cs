namespace Gateway.SideBySide;

/// <summary>What became of the requests of one load.</summary>
/// <param name="Refused">Answered with 400 or more.</param>
/// <param name="Failed">Not answered.</param>
internal sealed record Answered(long Requests, long Refused, long Failed, Latency Latency);

/// <summary>As the load generator saw it, with the proxy as busy as it can be: how long the queue was, rather than what a user waits.</summary>
internal sealed record Latency(TimeSpan P50, TimeSpan P99, TimeSpan P999);
