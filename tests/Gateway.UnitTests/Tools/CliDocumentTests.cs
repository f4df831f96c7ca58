using System.Text.RegularExpressions;
using Gateway.Testing;

namespace Gateway.UnitTests.Tools;

/// <summary>
/// docs/cli.md shows what the verbs print, and they print it: each block marked <c>console</c> is run from the root of the repository and
/// compared. Blocks marked <c>console live</c> need running programs; the integration tests run those.
/// <c>GATEWAY_DOCS_UPDATE=1</c> writes the document anew instead.
/// </summary>
public sealed partial class CliDocumentTests
{
    private const string Prompt = "$ gateway ";

    /// <summary>The document's commands name files from the root of the repository, and so does their output.</summary>
    static CliDocumentTests() => Directory.SetCurrentDirectory(Repository.Root);

    private static readonly string Document = Path.Combine(Repository.Root, "docs", "cli.md");

    [Fact]
    public async Task Every_block_shows_what_the_command_prints()
    {
        var text = await File.ReadAllTextAsync(Document);
        var actual = text;
        foreach (var block in Blocks().Matches(text).Select(match => match.Groups["body"].Value))
        {
            actual = actual.Replace(block, await RunAsync(block), StringComparison.Ordinal);
        }

        if (Environment.GetEnvironmentVariable("GATEWAY_DOCS_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(Document, actual);
        }

        Assert.Equal(text, actual);
    }

    /// <summary>One command and its output; the exit code is shown when it is not 0, as <c>(exit code 1)</c>.</summary>
    private static async Task<string> RunAsync(string block)
    {
        var line = block.Split('\n')[0];
        Assert.StartsWith(Prompt, line, StringComparison.Ordinal);
        var arguments = Words().Matches(line[Prompt.Length..]).Select(word => word.Groups["bare"].Value + word.Groups["quoted"].Value);
        var run = await CommandRun.OfAsync([.. arguments]);
        return $"{line}\n{run.Out}{run.Error}{(run.ExitCode == 0 ? "" : $"(exit code {run.ExitCode})\n")}";
    }

    /// <summary>A longer fence holds output with fences of its own.</summary>
    [GeneratedRegex(@"^(?<fence>`{3,})console\n(?<body>.*?)^\k<fence>$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"""(?<quoted>[^""]*)""|(?<bare>[^\s""]+)")]
    private static partial Regex Words();
}
