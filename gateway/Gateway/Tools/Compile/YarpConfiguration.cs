using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gateway.Routes;
using Gateway.Routes.Written;

namespace Gateway.Tools.Compile;

/// <summary>
/// The routes and clusters of a policy as YARP's own configuration file has them: objects by their ids. A colon separates sections in .NET
/// configuration and would tear an id apart, so it is written as "=", which the hash at the end of the id keeps from clashing.
/// </summary>
internal static class YarpConfiguration
{
    private static readonly JsonSerializerOptions Options = new(YarpBinder.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static JsonObject Of(RouteTable table) => new()
    {
        ["ReverseProxy"] = new JsonObject
        {
            ["Routes"] = ById(table.Routes, "RouteId"),
            ["Clusters"] = ById(table.Clusters, "ClusterId"),
        },
    };

    private static JsonObject ById<T>(IEnumerable<T> entries, string id) => new(entries
        .Select(entry => JsonSerializer.SerializeToNode(entry, Options)!.AsObject())
        .Select(entry =>
        {
            entry.Remove(id, out var name);
            return KeyValuePair.Create(name!.GetValue<string>().Replace(':', '='), (JsonNode?)entry);
        }));
}
