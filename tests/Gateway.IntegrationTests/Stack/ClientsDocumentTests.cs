using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.IntegrationTests.Tools;

namespace Gateway.IntegrationTests.Stack;

/// <summary>
/// Every block <c>console</c> of docs/clients.md, typed into a shell beside the running stack, prints what the page shows, but for times,
/// ids, tokens and addresses. <c>GATEWAY_DOCS_UPDATE=1</c> writes what it prints into the page.
/// </summary>
[Collection("stack")]
public sealed partial class ClientsDocumentTests
{
    private const string End = "=== end of block ===";

    private static readonly string Document = Path.Combine(Repository.Root, "docs", "clients.md");

    [Fact]
    public async Task Every_example_does_what_the_page_says()
    {
        using var stack = RunningProgram.Start("sample-services/Stack", []);
        await stack.UntilPrintedAsync("takes it back");
        (string Shown, string Here)[] addresses =
        [
            ("http://127.0.0.1:8080", Address("the logical API", stack.Output)),
            ("http://127.0.0.1:9000", Address("who may sign in", stack.Output)),
        ];

        var text = await File.ReadAllTextAsync(Document);
        var blocks = Blocks().Matches(text).Select(match => match.Groups["body"].Value).ToList();
        var commands = blocks.ConvertAll(block => Command().Match(block).Value);
        var script = string.Concat(commands.Select(command => $"{command[2..]}\necho; echo '{End}'\n"));
        var printed = await ShellAsync(Replace(script, addresses, toHere: true));
        var outputs = Replace(printed, addresses, toHere: false).Split(End + "\n")[..^1];
        Assert.Equal(blocks.Count, outputs.Length);

        var actual = text;
        foreach (var (block, command, output) in blocks.Zip(commands, outputs))
        {
            actual = actual.Replace($"```console\n{block}```", $"```console\n{command}{Steady(output)}```", StringComparison.Ordinal);
        }

        if (Environment.GetEnvironmentVariable("GATEWAY_DOCS_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(Document, actual);
        }

        Assert.Equal(text, actual);
    }

    private static string Address(string label, string output) => Regex.Match(output, $@"{label} +(\S+)").Groups[1].Value;

    private static string Replace(string text, (string Shown, string Here)[] addresses, bool toHere) => addresses.Aggregate(
        text, (said, address) => toHere ? said.Replace(address.Shown, address.Here, StringComparison.Ordinal) : said.Replace(address.Here, address.Shown, StringComparison.Ordinal));

    /// <summary>What is another each time, as the page shows it; without the headers that say nothing to a reader.</summary>
    private static string Steady(string output)
    {
        var steady = new StringBuilder();
        foreach (var line in output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Where(line => !Unimportant().IsMatch(line)))
        {
            steady.Append(RequestId().Replace(line, "4c1f0e9a7b2d48d3a6e5c8f71b90d264")).Append('\n');
        }

        return steady.ToString() is "\n" ? "" : steady.ToString();
    }

    private static async Task<string> ShellAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true })!;
        return await shell.StandardOutput.ReadToEndAsync();
    }

    [GeneratedRegex(@"```console\n(?<body>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    /// <summary>The first line, and those that it is continued on.</summary>
    [GeneratedRegex(@"\A\$ (?:.*\\\n)*.*\n")]
    private static partial Regex Command();

    [GeneratedRegex(@"\A(?:Date|Content-Length|Transfer-Encoding|Request-Id):")]
    private static partial Regex Unimportant();

    [GeneratedRegex("(?<=\"request_id\":\")[0-9a-f]{32}")]
    private static partial Regex RequestId();
}
