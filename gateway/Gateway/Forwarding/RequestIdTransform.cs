using System.Diagnostics;
using Gateway.Observability;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// Tells the service the request's id; one that a client has written is gone since admission, and a transform of the operator's gives it no other.
/// The trace (W3C <c>traceparent</c>) is .NET's own where the gateway traces: a valid one is continued, an invalid one is replaced by a new one.
/// Where it does not, a valid one goes on as it came, and an invalid one no further.
/// </summary>
internal sealed class RequestIdTransform : ITransformProvider
{
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
        if (Activity.Current is null && transform.HttpContext.Request.Headers.TraceParent is { Count: > 0 } trace && !IsTrace(trace))
        {
            headers.Remove(HeaderNames.TraceParent);
        }

        headers.TryAddWithoutValidation(RequestId.Field, transform.HttpContext.TraceIdentifier);
        return ValueTask.CompletedTask;
    });

    private static bool IsTrace(StringValues lines) => lines is [{ } line] && ActivityContext.TryParse(line, null, out _);
}
