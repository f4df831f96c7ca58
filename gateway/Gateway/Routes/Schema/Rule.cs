using System.Text.Json.Nodes;

namespace Gateway.Routes.Schema;

/// <summary>What holds between the members of an object, written as JSON Schema.</summary>
internal static class Rule
{
    public static JsonObject Of(string json) => JsonNode.Parse(json)!.AsObject();
}
