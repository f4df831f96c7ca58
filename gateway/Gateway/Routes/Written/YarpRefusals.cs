using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>
/// Members that YARP has and this file does not: each would be a second place that decides what the operations decide, or one that the
/// gateway fills in itself.
/// </summary>
internal static class YarpRefusals
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["AuthorizationPolicy"] = "who may call is written in Operations",
        ["CorsPolicy"] = "CORS is not configured per route",
        ["RateLimiterPolicy"] = "rate limits are not configured through YARP",
        ["TimeoutPolicy"] = "write \"Timeout\", a time like \"00:00:30\"",
        ["Match"] = "what a route matches is written in Prefix and Operations",
        ["Order"] = "the more exact path wins, always",
        ["RouteId"] = "the gateway names routes itself",
        ["ClusterId"] = "the gateway names clusters itself",
        ["Routes"] = "routes are written in Operations",
        ["Clusters"] = "an API has one cluster: \"Cluster\"",
    };

    public static bool Refuses(string name) => Reasons.ContainsKey(name);

    /// <summary>The object without them.</summary>
    public static JsonNode Remove(JsonNode node, MistakeList mistakes)
    {
        if (node is not JsonObject known)
        {
            return node;
        }

        foreach (var member in known.Members.Where(member => Refuses(member.Name)))
        {
            var message = $"{Wording.Quote(member.Name)} is not accepted in \"Yarp\": {Reasons[member.Name]}";
            mistakes.Add(member.Place, MistakeCode.RefusedSetting, message);
        }

        return known with { Members = [.. known.Members.Where(member => !Refuses(member.Name))] };
    }
}
