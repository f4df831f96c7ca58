using Gateway.Routes;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// A path with something in it that its API allows (<see cref="Api.AllowInPaths"/>) goes to the service in the client's own spelling, but for
/// the prefix. YARP encodes the decoded path anew: <c>%2F</c>, which Kestrel leaves as it is, would become <c>%252F</c>, and <c>%3B</c> a
/// semicolon. All other paths have only one spelling once they are decoded, and YARP's is the canonical one (RFC 3986 section 6.2.2).
/// </summary>
internal sealed class PathSpelling : ITransformProvider
{
    private const string RemovesPrefix = "PathRemovePrefix";

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        // No other transform of the path is there: the routes file refuses them beside AllowInPaths.
        var removesPrefix = context.Route.Transforms?.Any(transform => transform.ContainsKey(RemovesPrefix)) ?? false;
        context.AddRequestTransform(transform =>
        {
            var api = transform.HttpContext.Operation().Api;
            if (api.AllowInPaths != PathFault.None && SpellingOf(transform.HttpContext) is { } path)
            {
                var kept = removesPrefix ? WithoutPrefix(path, api.Prefix) : path;
                var address = string.Concat(transform.DestinationPrefix.TrimEnd('/'), kept, transform.Query.QueryString.Value);
                transform.ProxyRequest.RequestUri = new Uri(address, AsWritten);
            }

            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Null where the canonical form says the same.</summary>
    private static string? SpellingOf(HttpContext context)
    {
        var path = RequestPath.Of(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        return RequestPath.FaultsOf(path) == PathFault.None ? null : path.ToString();
    }

    /// <summary>
    /// By the number of its segments, since it may be spelt otherwise too (<c>/%61pi</c>, <c>/API</c>). Routing has matched them one by one:
    /// none of them is empty or has an encoded slash.
    /// </summary>
    private static ReadOnlySpan<char> WithoutPrefix(string path, string prefix)
    {
        var rest = path.AsSpan();
        for (var segments = prefix.Count(character => character == '/'); segments > 0; segments--)
        {
            var next = rest[1..].IndexOf('/');
            rest = next < 0 ? "/" : rest[(next + 1)..];
        }

        return rest;
    }
}
