using System.Diagnostics;
using Gateway.Observability;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// Tells the service the request's id, and no other that a client may have written. The trace (W3C <c>traceparent</c>) is .NET's own where the
/// gateway traces: a valid one is continued, an invalid one is replaced by a new one. Where it does not, a valid one goes on as it came, and
/// an invalid one no further. What else clients may write beside a trace never does, also when <see cref="TraceparentOnly"/> is not asked.
/// </summary>
internal sealed class RequestIdTransform : ITransformProvider
{
    private static readonly string[] BesideTheTrace = ["tracestate", "baggage", "Correlation-Context"];

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context) => context.AddRequestTransform(transform =>
    {
        var headers = transform.ProxyRequest.Headers;
        headers.Remove(RequestId.Field);
        headers.Remove(RequestId.OlderField);
        foreach (var name in BesideTheTrace)
        {
            headers.Remove(name);
        }

        if (Activity.Current is null && transform.HttpContext.Request.Headers.TraceParent is { Count: > 0 } trace && !IsTrace(trace))
        {
            headers.Remove(HeaderNames.TraceParent);
        }

        headers.TryAddWithoutValidation(RequestId.Field, transform.HttpContext.TraceIdentifier);
        return ValueTask.CompletedTask;
    });

    private static bool IsTrace(StringValues lines) => lines is [{ } line] && ActivityContext.TryParse(line, null, out _);
}
