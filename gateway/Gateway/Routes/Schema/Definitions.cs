using System.Text.Json.Nodes;

namespace Gateway.Routes.Schema;

/// <summary>The <c>$defs</c> of the routes file's schema: what stands in many places of it, or within itself.</summary>
internal static class Definitions
{
    public static JsonObject All => new()
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
