using System.Diagnostics;
using OpenTelemetry;

namespace Gateway.Observability.Traces;

/// <summary>
/// The last look at a span before it leaves. .NET writes the whole address of an outgoing request, without its query, into the span of the
/// call: the path is the client's, and may be anybody's name or secret. Which operation it was, the span above says.
/// </summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    private static readonly string[] Removed = ["url.full", "url.path", "url.query", "user_agent.original"];

    public override void OnEnd(Activity data)
    {
        foreach (var name in Removed)
        {
            data.SetTag(name, null);
        }
    }
}
