using System.Text.RegularExpressions;
using Gateway.IntegrationTests.DevAuthority;

namespace Gateway.IntegrationTests.Tools;

/// <summary>
/// The blocks <c>console live</c> of docs/cli.md about explain, inspect, token and validate: run against a real authority, issuer, service and
/// gateway, and compared but for times, ids and the addresses that the document names instead. <c>GATEWAY_DOCS_UPDATE=1</c> writes them anew.
/// </summary>
public sealed partial class LiveDocumentTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>, IDisposable
{
    private const string Prompt = "$ gateway ";

    private static readonly string Document = Path.Combine(Repository.Root, "docs", "cli.md");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_live_block_shows_what_the_command_prints()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var service = await RecordingUpstream.StartAsync();
        var sample = Write("appsettings.routes.json", (await ReadAsync("appsettings.routes.json"))
            .Replace("${AUTHORITY_URL:-http://127.0.0.1:9000}", authority.Issuer, StringComparison.Ordinal));
        var candidate = Write("candidate.routes.json", (await ReadAsync("docs", "samples", "candidate.routes.json"))
            .Replace("https://login.example.com", issuer.Url, StringComparison.Ordinal).Replace("http://timesheets:8080", service.Url, StringComparison.Ordinal));
        var token = (await authority.MachineAsync("payroll", "create:timesheets")).Json.GetProperty("access_token").GetString()!;
        // It takes single quotes for double ones.
        await using var gateway = await TestGateway.StartAsync((await File.ReadAllTextAsync(sample)).Replace('\'', '’'));
        using var refused = await gateway.SendAsync("DELETE", "/timesheets/3", token);
        var requestId = RequestId().Match(await refused.Content.ReadAsStringAsync()).Groups["id"].Value;

        // What the document names, and what it is here.
        (string Shown, string Here)[] names =
        [
            ("docs/samples/candidate.routes.json", candidate),
            ("payroll.token", Write("payroll.token", token)),
            ("payroll.secret", Write("payroll.secret", "payroll-secret")),
            ("/run/secrets/gateway-admin", gateway.AdminTokenFile),
            ("http://127.0.0.1:9901", gateway.Admin.BaseAddress!.ToString().TrimEnd('/')),
            ("0HN1234567890:00000001", requestId),
        ];
        (string Shown, string Here)[] addresses =
        [
            .. names,
            ("appsettings.routes.json", sample),
            ("http://127.0.0.1:9000", authority.Issuer),
            ("https://login.example.com", issuer.Url),
            ("timesheets:8080", new Uri(service.Url).Authority),
        ];

        var text = await File.ReadAllTextAsync(Document);
        var actual = text;
        var blocks = Blocks().Matches(text).Select(match => match.Groups["body"].Value).Where(block => !block.StartsWith("$ gateway shadow", StringComparison.Ordinal));
        var online = 0;
        foreach (var block in blocks)
        {
            // The second block about it shows the issuer that is written with a slash.
            issuer.ClaimedIssuer = block.Contains("--online", StringComparison.Ordinal) && online++ > 0 ? issuer.Url + "/" : null;
            var line = block.Split('\n')[0];
            var run = await RunAsync(line, names, sample);
            var output = addresses.Aggregate($"{run.Out}{run.Error}", (said, name) => said.Replace(name.Here, name.Shown, StringComparison.Ordinal));
            var printed = $"{line}\n{Jwt().Replace(output, "eyJhbGciOiJFUzI1NiIs…")}"
                + (run.ExitCode == 0 ? "" : $"(exit code {run.ExitCode})\n");
            if (Steady(block) != Steady(printed))
            {
                actual = ReplaceOnce(actual, block, printed);
            }
        }

        if (Environment.GetEnvironmentVariable("GATEWAY_DOCS_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(Document, actual);
        }

        Assert.Equal(text, actual);
    }

    private static string ReplaceOnce(string text, string block, string by)
    {
        var at = text.IndexOf(block, StringComparison.Ordinal);
        return text[..at] + by + text[(at + block.Length)..];
    }

    private static Task<CommandRun> RunAsync(string line, (string Shown, string Here)[] names, string sample)
    {
        Assert.StartsWith(Prompt, line, StringComparison.Ordinal);
        string[] arguments =
        [
            .. Words().Matches(line[Prompt.Length..]).Select(word => word.Groups["bare"].Value + word.Groups["quoted"].Value)
                .Select(word => names.FirstOrDefault(name => name.Shown == word) is { Here: { } here } ? here : word),
        ];
        return CommandRun.OfAsync(arguments.Contains("--admin") || arguments[0] == "validate" ? arguments : [.. arguments, "--routes", sample]);
    }

    /// <summary>What differs from one run to the next.</summary>
    private static string Steady(string block) => Varying().Replace(block, "…");

    private static Task<string> ReadAsync(params string[] path) => File.ReadAllTextAsync(Path.Combine([Repository.Root, .. path]));

    private string Write(string name, string content)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, content);
        return file;
    }

    [GeneratedRegex(@"^```console live\n(?<body>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"""(?<quoted>[^""]*)""|(?<bare>[^\s""]+)")]
    private static partial Regex Words();

    [GeneratedRegex(@"""request_id"":""(?<id>[^""]+)""")]
    private static partial Regex RequestId();

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]+")]
    private static partial Regex Jwt();

    [GeneratedRegex(@"(?<=\b(?:issued|expires|expired) )(?:now|in [^,\n]+|[^,\n]+ ago)|(?<=Z, )(?:now|in [^,\n]+|[^,\n]+ ago)|\d{4}-\d\d-\d\dT[\d:]+Z|(?<=kid |""(?:kid|jti)"": )""[^""]+""|(?<=""(?:iat|exp)"": )\d+")]
    private static partial Regex Varying();
}
