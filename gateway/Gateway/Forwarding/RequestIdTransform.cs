using Gateway.Observability;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// Tells the service the request's id, and no other that a client may have written. The trace (W3C <c>traceparent</c>) is .NET's own: a valid
/// one is continued, an invalid one is replaced by a new one. What else clients may write beside a trace goes no further, also when nobody
/// traces and <see cref="TraceparentOnly"/> is not asked.
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

        headers.TryAddWithoutValidation(RequestId.Field, transform.HttpContext.TraceIdentifier);
        return ValueTask.CompletedTask;
    });
}
