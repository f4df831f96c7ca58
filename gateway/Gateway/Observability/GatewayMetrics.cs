using System.Diagnostics.Metrics;

namespace Gateway.Observability;

/// <summary>
/// What the gateway counts, in the meter <c>Gateway</c>: a method for each event. Tags have as many values as the routes file has operations,
/// and closed lists; never anything that a client chooses.
/// </summary>
internal sealed class GatewayMetrics
{
    private readonly Counter<long> shadowDecisions;
    private readonly Counter<long> rateLimited;
    private readonly Counter<long> retries;
    private readonly Meter meter;

    public GatewayMetrics(IMeterFactory meters)
    {
        meter = meters.Create("Gateway");
        shadowDecisions = meter.CreateCounter<long>(
            "gateway.shadow.decisions", "{decision}", "Requests that the enforced rule allows, by what the operation's candidate would do.");
        rateLimited = meter.CreateCounter<long>("gateway.rate_limit.refused", "{request}", "Requests over a limit.");
        retries = meter.CreateCounter<long>("gateway.retries", "{request}", "Requests to a service that were tried a second time.");
    }

    public void Retried(string api, bool answered) => retries.Add(1, new("api", api), new("outcome", answered ? "answered" : "failed"));

    /// <param name="circuits">Asked when somebody collects; the state as below.</param>
    public void ObserveCircuits(Func<IEnumerable<(string Api, string Destination, int State)>> circuits) => meter.CreateObservableGauge(
        "gateway.circuit.state",
        () => circuits().Select(one => new Measurement<int>(one.State, new("api", one.Api), new("destination", one.Destination))),
        description: "Whether a service's destination gets requests: 0 it does, 1 none at the moment, 2 one, to see whether it answers again.");

    /// <param name="policy">The name of the limit.</param>
    /// <param name="operation">Null: none.</param>
    public void RateLimited(string policy, string? operation) =>
        rateLimited.Add(1, new("policy", policy), new("operation", operation ?? ""));

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
