using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Routes.Schema;

/// <summary>A JSON Schema (draft 2020-12) as editors and other programs load it.</summary>
internal static class SchemaDocument
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string Write(string title, string description, ObjectShape root)
    {
        var schema = root.Value().Schema;
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        schema.Insert(2, "description", description);
        var definitions = Definitions;
        schema["$defs"] = new JsonObject(Named(schema, definitions).Distinct().Order(StringComparer.Ordinal).ToList()
            .Select(name => KeyValuePair.Create(name, definitions[name]?.DeepClone())));
        return schema.ToJsonString(Options);
    }

    /// <summary>The definitions that a schema names, and those that these name in turn.</summary>
    private static IEnumerable<string> Named(JsonNode? schema, JsonObject definitions, params string[] known) => schema switch
    {
        JsonObject map => map.SelectMany(member => member.Key == "$ref" ? Reached(member.Value!, definitions, known) : Named(member.Value, definitions, known)),
        JsonArray list => list.SelectMany(item => Named(item, definitions, known)),
        _ => [],
    };

    private static IEnumerable<string> Reached(JsonNode reference, JsonObject definitions, string[] known) =>
        reference.GetValue<string>().Split('/')[^1] is var name && known.Contains(name) ? [] : [name, .. Named(definitions[name], definitions, [.. known, name])];

    private static JsonObject Definitions => new()
    {
        ["text"] = TextWithout(SchemaPattern.Variable),
        ["textWithVariables"] = TextWithout(SchemaPattern.NoVariable),
        ["address"] = WithVariables(SchemaPattern.Address),
        ["secureAddress"] = WithVariables(SchemaPattern.SecureAddress),
        ["scopes"] = ScopesShape.Definition.Schema.DeepClone(),
    };

    private static JsonObject TextWithout(string pattern) => new()
    {
        ["type"] = "string",
        ["pattern"] = SchemaPattern.NotBlank,
        ["not"] = Pattern(pattern),
    };

    /// <summary>Of this form as it stands, or as its variables will make it.</summary>
    private static JsonObject WithVariables(string pattern) => new()
    {
        ["$ref"] = "#/$defs/textWithVariables",
        ["anyOf"] = new JsonArray(Pattern(pattern), Pattern(SchemaPattern.Variable)),
    };

    private static JsonObject Pattern(string pattern) => new() { ["pattern"] = pattern };
}
