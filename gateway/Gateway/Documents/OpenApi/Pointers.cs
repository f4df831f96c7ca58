using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Documents.OpenApi;

/// <summary>References within a document: <c>#/components/schemas/A/properties/b</c> (RFC 6901 in a URI fragment).</summary>
internal static class Pointers
{
    /// <summary>A chain of references is longer only when it is a circle.</summary>
    private const int StepsMax = 16;

    /// <summary>What a node is or refers to; null when it refers to nothing that the document has.</summary>
    public static JsonNode? Follow(JsonObject root, JsonNode? node)
    {
        for (var step = 0; step < StepsMax; step++)
        {
            if (Reference(node) is not { } reference)
            {
                return node;
            }

            node = At(root, reference);
        }

        return null;
    }

    public static string? Reference(JsonNode? node) => node is JsonObject known ? Texts.Of(known["$ref"]) : null;

    public static JsonNode? At(JsonObject root, string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return null;
        }

        JsonNode? node = root;
        foreach (var token in Tokens(reference))
        {
            node = node switch
            {
                JsonObject map => map[token],
                JsonArray list when int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    public static string[] Tokens(string reference) => [.. reference[2..].Split('/').Select(token =>
        Uri.UnescapeDataString(token).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    public static string To(string section, string name) => $"#/components/{section}/{name}";
}
