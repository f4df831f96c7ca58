using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// Adds the gateway to <c>Via</c> towards the service (RFC 9110 section 7.6.3), after whoever is in it: by a pseudonym, and with the version
/// in which the request came.
/// </summary>
internal sealed class ViaTransform : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context) => context.AddRequestTransform(transform =>
    {
        transform.ProxyRequest.Headers.TryAddWithoutValidation(HeaderNames.Via, Entry(transform.HttpContext.Request.Protocol));
        return ValueTask.CompletedTask;
    });

    private static string Entry(string protocol) =>
        HttpProtocol.IsHttp2(protocol) ? "2 gateway"
        : HttpProtocol.IsHttp3(protocol) ? "3 gateway"
        : HttpProtocol.IsHttp10(protocol) ? "1.0 gateway"
        : "1.1 gateway";
}
