using System.Diagnostics;

namespace Gateway.InteropTests;

/// <summary><c>validate.mjs</c> of a folder, in one process of Node.js: a line for each document in, a line for each verdict out.</summary>
internal static class NodeValidator
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="preamble">A line that no verdict comes for; null: none.</param>
    public static async Task<string[]> AskAsync(Prerequisites needs, string? preamble, IReadOnlyCollection<string> documents)
    {
        needs.Require();
        using var node = Process.Start(new ProcessStartInfo("node", ["validate.mjs"])
        {
            WorkingDirectory = needs.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Patience);
        var output = node.StandardOutput.ReadToEndAsync(limit.Token);
        var error = node.StandardError.ReadToEndAsync(limit.Token);
        foreach (var line in preamble is null ? documents : documents.Prepend(preamble))
        {
            await node.StandardInput.WriteLineAsync(line);
        }

        node.StandardInput.Close();
        var verdicts = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(verdicts.Length == documents.Count, await error);
        return verdicts;
    }
}
