using System.Collections.Immutable;
using Gateway.Routes.Written;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes.Compiling;

/// <summary>How the requests of an API travel to its service: the part of a YARP route that all its operations share.</summary>
internal static class RouteCompiler
{
    private const string PrefixHeader = "X-Forwarded-Prefix";

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
    /// its default last, where it makes X-Forwarded-Prefix the PathBase, of which there is none. 3. The operator's own, which find the path
    /// as the service will see it. 4. X-Forwarded-Prefix, so that nothing before it, the client included, has the last word.
    /// </summary>
    private static ImmutableArray<IReadOnlyDictionary<string, string>> Transforms(ApiEntry api)
    {
        var own = api.Route.Transforms ?? [];
        var transforms = ImmutableArray.CreateBuilder<IReadOnlyDictionary<string, string>>();
        if (!api.KeepPrefix)
        {
            transforms.Add(new Dictionary<string, string> { ["PathRemovePrefix"] = api.Api.Prefix });
        }

        if (!own.Any(transform => WaysToTellTheOrigin.Any(transform.ContainsKey)))
        {
            transforms.Add(new Dictionary<string, string> { ["X-Forwarded"] = "Set", ["Prefix"] = "Off" });
        }

        transforms.AddRange(own);
        transforms.Add(api.KeepPrefix
            ? new Dictionary<string, string> { ["RequestHeaderRemove"] = PrefixHeader }
            : new Dictionary<string, string> { ["RequestHeader"] = PrefixHeader, ["Set"] = api.Api.Prefix });
        return transforms.ToImmutable();
    }
}
