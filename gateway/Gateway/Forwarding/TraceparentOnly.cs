using System.Diagnostics;

namespace Gateway.Forwarding;

/// <summary>
/// Of the trace a service is told <c>traceparent</c> and no more: <c>tracestate</c> and <c>baggage</c> are the client's words, which .NET
/// would repeat from its own memory after the headers themselves were taken away.
/// </summary>
internal sealed class TraceparentOnly : DistributedContextPropagator
{
    private const string Traceparent = "traceparent";

    public override IReadOnlyCollection<string> Fields { get; } = [Traceparent];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (activity is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            setter?.Invoke(carrier, Traceparent, id);
        }
    }

    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        (traceId, traceState) = (null, null);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
