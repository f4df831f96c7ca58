using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Documents.OpenApi.Copying;

/// <summary>What a schema of OpenAPI 3.0 says otherwise than JSON Schema 2020-12, which is that of 3.1.</summary>
internal static class SchemaUpgrade
{
    private static readonly string[] Types = ["null", "boolean", "object", "array", "number", "string", "integer"];

    /// <param name="source">As it is written.</param>
    /// <param name="copy">What has been taken over of it, to be completed.</param>
    public static void Apply(JsonObject source, JsonObject copy, bool is30)
    {
        if (TypesOf(source["type"]) is { } types)
        {
            // It has a meaning beside a type only (OpenAPI 3.0.3, Schema Object).
            if (is30 && IsTrue(source["nullable"]) && !types.Contains("null"))
            {
                types.Add("null");
            }

            copy["type"] = types is [var one] ? one : new JsonArray([.. types.Select(type => JsonValue.Create(type))]);
        }

        if (is30)
        {
            Exclusive(source, copy, "minimum", "exclusiveMinimum");
            Exclusive(source, copy, "maximum", "exclusiveMaximum");
        }

        if (copy["required"] is JsonArray required)
        {
            copy["required"] = new JsonArray([.. required.Select(name => name!.GetValue<string>()).Distinct().Select(name => JsonValue.Create(name))]);
        }
    }

    private static void Exclusive(JsonObject source, JsonObject copy, string limit, string exclusive)
    {
        if (IsTrue(source[exclusive]) && copy.Remove(limit, out var value))
        {
            copy[exclusive] = value;
        }
    }

    private static List<string>? TypesOf(JsonNode? type)
    {
        var written = type is JsonArray list ? list.Select(Texts.Of) : [Texts.Of(type)];
        var known = written.OfType<string>().Where(Types.Contains).Distinct().ToList();
        return known.Count > 0 ? known : null;
    }

    private static bool IsTrue(JsonNode? node) => node?.GetValueKind() == JsonValueKind.True;
}
