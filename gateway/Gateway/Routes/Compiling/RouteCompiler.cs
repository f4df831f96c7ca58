using System.Collections.Immutable;
using Gateway.Routes.Written;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes.Compiling;

/// <summary>How the requests of an API travel to its service: the part of a YARP route that all its operations share.</summary>
internal static class RouteCompiler
{
    private static readonly string[] WaysToTellTheOrigin = ["X-Forwarded", "Forwarded"];

    /// <summary>A route without id, match and cluster.</summary>
    public static RouteConfig Forwarding(ApiEntry api) => new()
    {
        Transforms = Transforms(api),
        Timeout = api.Route.Timeout,
        MaxRequestBodySize = api.Route.MaxRequestBodySize,
        Metadata = api.Route.Metadata,
    };

    /// <summary>
    /// 1. The prefix is removed. 2. YARP's X-Forwarded headers, unless the operator says which: asked for explicitly, because YARP would add
    /// its default last, where it replaces X-Forwarded-Prefix by the PathBase, of which there is none. 3. The operator's own, which find the
    /// path as the service will see it. 4. X-Forwarded-Prefix, so that nothing before it, the client included, has the last word.
    /// </summary>
    private static ImmutableArray<IReadOnlyDictionary<string, string>>? Transforms(ApiEntry api)
    {
        var own = api.Route.Transforms ?? [];
        if (api.KeepPrefix)
        {
            return own.Count > 0 ? [.. own] : null;
        }

        var transforms = ImmutableArray.CreateBuilder<IReadOnlyDictionary<string, string>>();
        transforms.Add(new Dictionary<string, string> { ["PathRemovePrefix"] = api.Api.Prefix });
        if (!own.Any(transform => WaysToTellTheOrigin.Any(transform.ContainsKey)))
        {
            transforms.Add(new Dictionary<string, string> { ["X-Forwarded"] = "Set", ["Prefix"] = "Off" });
        }

        transforms.AddRange(own);
        transforms.Add(new Dictionary<string, string> { ["RequestHeader"] = "X-Forwarded-Prefix", ["Set"] = api.Api.Prefix });
        return transforms.ToImmutable();
    }
}
