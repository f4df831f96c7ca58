using System.Text.Json.Nodes;

namespace Gateway.InteropTests.OpenApi;

/// <summary>A validator of OpenAPI: one process for all documents. <c>openapi/validate.mjs</c> says how it is spoken to.</summary>
internal static class DocumentValidator
{
    public const string Valid = "valid 3.1";

    /// <summary>For each document <see cref="Valid"/>, or what is wrong with it.</summary>
    public static Task<string[]> ValidateAsync(params IReadOnlyList<JsonObject> documents) =>
        NodeValidator.AskAsync(Prerequisites.OpenApi, null, [.. documents.Select(document => document.ToJsonString())]);
}
