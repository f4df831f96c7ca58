using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// What a service names in <c>Connection</c> is about its connection to the gateway and goes no further (RFC 9110 section 7.6.1), neither
/// as a header nor as a trailer. YARP keeps back only what it knows.
/// </summary>
internal sealed class NominatedByService : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        context.AddResponseTransform(transform =>
        {
            Remove(transform.ProxyResponse, transform.HttpContext.Response.Headers);
            return ValueTask.CompletedTask;
        });
        context.AddResponseTrailersTransform(transform =>
        {
            Remove(transform.ProxyResponse, transform.HttpContext.Features.Get<IHttpResponseTrailersFeature>()?.Trailers);
            return ValueTask.CompletedTask;
        });
    }

    private static void Remove(HttpResponseMessage? response, IHeaderDictionary? toClient)
    {
        if (toClient is null || response is null || !response.Headers.NonValidated.TryGetValues("Connection", out var lines))
        {
            return;
        }

        foreach (var line in lines)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                var option = line.AsSpan(part).Trim();
                // A change of protocol (WebSocket) is made on both connections, and YARP sees to it.
                if (!option.IsEmpty && !option.Equals("upgrade", StringComparison.OrdinalIgnoreCase))
                {
                    toClient.Remove(option.ToString());
                }
            }
        }
    }
}
