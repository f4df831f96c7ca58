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

    /// <summary>The schema of the routes file.</summary>
    public static string Routes() => Write("Routes file of the gateway", "docs/routes.md has it in full.", RoutesShape.Object);

    private static string Write(string title, string description, ObjectShape root)
    {
        var schema = root.Value().Schema;
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        schema.Insert(2, "description", description);
        schema["$defs"] = Definitions;
        return schema.ToJsonString(Options);
    }

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
