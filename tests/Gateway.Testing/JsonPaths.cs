using System.Text.Json.Nodes;

namespace Gateway.Testing;

/// <summary>The places in a JSON document, for tests that change one at random: member names and indices from the root.</summary>
public static class JsonPaths
{
    /// <summary>The path itself and all below it.</summary>
    public static IEnumerable<object[]> From(JsonNode? node, object[] path)
    {
        IEnumerable<object[]> below = node switch
        {
            JsonObject known => known.SelectMany(member => From(member.Value, [.. path, member.Key])),
            JsonArray known => known.SelectMany((item, index) => From(item, [.. path, index])),
            _ => [],
        };
        return below.Prepend(path);
    }

    public static JsonNode At(JsonNode file, object[] path) =>
        path.Aggregate(file, (node, step) => step is string name ? node[name]! : node[(int)step]!);
}
