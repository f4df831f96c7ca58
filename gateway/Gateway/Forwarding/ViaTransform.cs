using Gateway.Problems;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// Adds the gateway to <c>Via</c> towards the service (RFC 9110 section 7.6.3), after whoever is in it: by a pseudonym, and with the version
/// in which the request came. A request that has been here goes round in circles, and is sent no further.
/// </summary>
internal sealed class ViaTransform(Pseudonym pseudonym) : ITransformProvider
{
    private readonly string http10 = $"1.0 {pseudonym.Text}";
    private readonly string http11 = $"1.1 {pseudonym.Text}";
    private readonly string http2 = $"2 {pseudonym.Text}";
    private readonly string http3 = $"3 {pseudonym.Text}";

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context) => context.AddRequestTransform(transform =>
    {
        var request = transform.HttpContext.Request;
        if (HasBeenHere(request.Headers.Via))
        {
            // A transform that has set the response ends the forwarding.
            return new ValueTask(ProblemWriter.WriteAsync(transform.HttpContext, new Problem(Refusal.LoopDetected)));
        }

        transform.ProxyRequest.Headers.TryAddWithoutValidation(HeaderNames.Via, Entry(request.Protocol));
        return ValueTask.CompletedTask;
    });

    private bool HasBeenHere(StringValues via)
    {
        foreach (var line in via)
        {
            if (line?.Contains(pseudonym.Text, StringComparison.OrdinalIgnoreCase) ?? false)
            {
                return true;
            }
        }

        return false;
    }

    private string Entry(string protocol) =>
        HttpProtocol.IsHttp2(protocol) ? http2
        : HttpProtocol.IsHttp3(protocol) ? http3
        : HttpProtocol.IsHttp10(protocol) ? http10
        : http11;
}
