using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateway.Routes;

namespace Gateway.Observability;

/// <summary>
/// What the gateway counts, in the meter <c>Gateway</c>: a method for each event. Tags have as many values as the routes file has operations,
/// and closed lists; never anything that a client chooses.
/// </summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "Gateway";

    /// <summary>In seconds: those that ASP.NET Core uses for <c>http.server.request.duration</c>.</summary>
    private static readonly InstrumentAdvice<double> Durations =
        new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] };

    private readonly Counter<long> shadowDecisions;
    private readonly Counter<long> rateLimited;
    private readonly Counter<long> retries;
    private readonly Histogram<double> requestDuration;
    private readonly Counter<long> decisions;
    private readonly Counter<long> tokenLookups;
    private readonly Counter<long> decisionsNotWritten;
    private readonly Counter<long> shed;
    private readonly Meter meter;

    public GatewayMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        shadowDecisions = meter.CreateCounter<long>(
            "gateway.shadow.decisions", "{decision}", "Requests that the enforced rule allows, by what the operation's candidate would do.");
        rateLimited = meter.CreateCounter<long>("gateway.rate_limit.refused", "{request}", "Requests over a limit.");
        requestDuration = meter.CreateHistogram(
            "gateway.request.duration",
            "s",
            "From a request's first byte to the end of its answer, the service's part included.",
            tags: null,
            Durations);
        decisions = meter.CreateCounter<long>("gateway.decisions", "{request}", "Requests, by what became of them and why.");
        tokenLookups = meter.CreateCounter<long>(
            "gateway.token_cache.lookups", "{lookup}", "Tokens that are JWTs, by whether they were verified a moment ago already.");
        decisionsNotWritten = meter.CreateCounter<long>(
            "gateway.decision_log.dropped", "{line}", "Lines of the decision log that could not be written.");
        shed = meter.CreateCounter<long>("gateway.shed", "{request}", "Requests that were turned away because there were too many at once.");
        retries = meter.CreateCounter<long>("gateway.retries", "{request}", "Requests to a service that were tried a second time.");
    }

    /// <summary>Whether anybody wants to know how requests end. If not, they are not timed.</summary>
    public bool CountsRequests => requestDuration.Enabled || decisions.Enabled;

    public void Answered(in RequestOutcome outcome, TimeSpan took)
    {
        TagList tags = new() { { "operation", outcome.Operation?.Id ?? "" }, { "outcome", outcome.Name } };
        requestDuration.Record(took.TotalSeconds, tags);
        tags.Add("reason", outcome.Reason ?? "");
        decisions.Add(1, tags);
    }

    public void DecisionNotWritten() => decisionsNotWritten.Add(1);

    /// <param name="hit">The signature need not be computed.</param>
    public void TokenLookedUp(bool hit) => tokenLookups.Add(1, new KeyValuePair<string, object?>("result", hit ? "hit" : "miss"));

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
