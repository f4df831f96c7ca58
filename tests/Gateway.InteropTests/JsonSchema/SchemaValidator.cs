using System.Text.Json.Nodes;

namespace Gateway.InteropTests.JsonSchema;

/// <summary>Ajv: one process for a schema and all documents. <c>json-schema/validate.mjs</c> says how it is spoken to.</summary>
internal static class SchemaValidator
{
    /// <summary>For each document "valid", or what is wrong with it.</summary>
    public static Task<string[]> ValidateAsync(string schema, IReadOnlyList<string> documents) =>
        NodeValidator.AskAsync(Prerequisites.JsonSchema, OnOneLine(schema), [.. documents.Select(OnOneLine)]);

    private static string OnOneLine(string json) => JsonNode.Parse(json)?.ToJsonString() ?? "null";
}
