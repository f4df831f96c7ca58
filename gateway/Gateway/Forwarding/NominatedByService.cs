using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
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
            Remove(transform.ProxyResponse, transform.HttpContext, static http => http.Response.Headers);
            return ValueTask.CompletedTask;
        });
        context.AddResponseTrailersTransform(transform =>
        {
            Remove(transform.ProxyResponse, transform.HttpContext, static http => http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers);
            return ValueTask.CompletedTask;
        });
    }

    private static void Remove(HttpResponseMessage? response, HttpContext context, Func<HttpContext, IHeaderDictionary?> toClient)
    {
        if (response is null || !response.Headers.NonValidated.TryGetValues("Connection", out var lines))
        {
            return;
        }

        foreach (var line in lines)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                if (NameOf(line.AsSpan(part).Trim()) is { } name)
                {
                    toClient(context)?.Remove(name);
                }
            }
        }
    }

    /// <summary>Null: no header is meant. Many services write <c>keep-alive</c> each time, and need no new string for it.</summary>
    private static string? NameOf(ReadOnlySpan<char> option) =>
        option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase) ? HeaderNames.KeepAlive
        // A change of protocol (WebSocket) is made on both connections, and YARP sees to it.
        : option.IsEmpty || option.Equals("upgrade", StringComparison.OrdinalIgnoreCase) ? null
        : option.ToString();
}
