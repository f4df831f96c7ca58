using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Gateway.InteropTests.OpenApi;

/// <summary>A validator in Node.js: one process for all documents. <c>openapi/validate.mjs</c> says how it is spoken to.</summary>
internal static class DocumentValidator
{
    public const string Valid = "valid 3.1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>For each document <see cref="Valid"/>, or what is wrong with it.</summary>
    public static async Task<string[]> ValidateAsync(params IReadOnlyList<JsonObject> documents)
    {
        Prerequisites.OpenApi.Require();
        using var node = Process.Start(new ProcessStartInfo("node", ["validate.mjs"])
        {
            WorkingDirectory = Prerequisites.OpenApi.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Patience);
        var output = node.StandardOutput.ReadToEndAsync(limit.Token);
        var error = node.StandardError.ReadToEndAsync(limit.Token);
        foreach (var document in documents)
        {
            await node.StandardInput.WriteLineAsync(document.ToJsonString());
        }

        node.StandardInput.Close();
        var verdicts = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(verdicts.Length == documents.Count, await error);
        return verdicts;
    }
}
