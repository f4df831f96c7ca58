using System.Diagnostics.Metrics;
using Gateway.Routes;

namespace Gateway.Observability;

/// <summary>
/// What the gateway counts, in the meter <c>Gateway</c>: a method for each event. Tags have as many values as the routes file has operations,
/// and closed lists; never anything that a client chooses.
/// </summary>
internal sealed class GatewayMetrics
{
    private readonly Counter<long> shadowDecisions;
    private readonly Counter<long> rateLimited;
    private readonly Counter<long> shed;
    private readonly Meter meter;

    public GatewayMetrics(IMeterFactory meters)
    {
        meter = meters.Create("Gateway");
        shadowDecisions = meter.CreateCounter<long>(
            "gateway.shadow.decisions", "{decision}", "Requests that the enforced rule allows, by what the operation's candidate would do.");
        rateLimited = meter.CreateCounter<long>("gateway.rate_limit.refused", "{request}", "Requests over a limit.");
        shed = meter.CreateCounter<long>("gateway.shed", "{request}", "Requests that were turned away because there were too many at once.");
    }

    /// <param name="policy">The name of the limit.</param>
    /// <param name="operation">Null: none.</param>
    public void RateLimited(string policy, string? operation) =>
        rateLimited.Add(1, new("policy", policy), new("operation", operation ?? ""));

    public void Shed(Priority priority) => shed.Add(1, new KeyValuePair<string, object?>("priority", priority.ToString().ToLowerInvariant()));

    /// <summary>Asked for when somebody collects.</summary>
    public void WatchInFlight(Func<int> count) =>
        meter.CreateObservableGauge("gateway.in_flight", count, "{request}", "Requests that have a place: they came in and are not answered yet.");

    /// <param name="code">Of the refusal there would be; null: the candidate would allow it too.</param>
    public void ShadowDecided(string operation, string? code)
    {
        if (code is null)
        {
            shadowDecisions.Add(1, new("operation", operation), new("outcome", "would_allow"));
        }
        else
        {
            shadowDecisions.Add(1, new("operation", operation), new("outcome", "would_refuse"), new("code", code));
        }
    }
}
