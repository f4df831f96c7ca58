using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Gateway.InteropTests.JsonSchema;

/// <summary>Ajv in Node.js: one process for a schema and all documents. <c>json-schema/validate.mjs</c> says how it is spoken to.</summary>
internal static class SchemaValidator
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>For each document "valid", or what is wrong with it.</summary>
    public static async Task<string[]> ValidateAsync(string schema, IReadOnlyList<string> documents)
    {
        Prerequisites.JsonSchema.Require();
        using var node = Process.Start(new ProcessStartInfo("node", ["validate.mjs"])
        {
            WorkingDirectory = Prerequisites.JsonSchema.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Patience);
        var output = node.StandardOutput.ReadToEndAsync(limit.Token);
        var error = node.StandardError.ReadToEndAsync(limit.Token);
        foreach (var line in documents.Prepend(schema).Select(OnOneLine))
        {
            await node.StandardInput.WriteLineAsync(line);
        }

        node.StandardInput.Close();
        var verdicts = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(verdicts.Length == documents.Count, await error);
        return verdicts;
    }

    private static string OnOneLine(string json) => JsonNode.Parse(json)?.ToJsonString() ?? "null";
}
