using System.Text.Json;
using Gateway.Testing;
using Gateway.Tools.Audit;

namespace Gateway.UnitTests.Tools.Audit;

/// <summary>The verb: which files it reads, what it prints, and how it ends.</summary>
public sealed class AuditCommandTests : IDisposable
{
    /// <summary>One finding of high severity, one of medium and one of low.</summary>
    private static readonly string Risky = AuditedFile.With(
        api: "\"ForwardAuthorization\": true,", owner: "\"KeepPrefix\": true", operations: """ "GET /": "read:a", "GET /x": { "AnyToken": true } """);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("", 1)]
    [InlineData("--fail-on critical", 0)]
    [InlineData("--fail-on high", 1)]
    [InlineData("--fail-on low", 1)]
    [InlineData("--fail-on critical --format json", 0)]
    [InlineData("--format json", 1)]
    [InlineData("--format sarif", 1)]
    public async Task A_finding_from_the_given_severity_up_is_exit_code_1(string arguments, int exitCode)
    {
        var run = await RunAsync(Risky, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_clean_policy_is_exit_code_0_at_any_severity()
    {
        var run = await RunAsync(AuditedFile.Clean, "--fail-on", "low");

        Assert.Equal((0, "0 findings, 0 of low severity or above; 0 ignored\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task Findings_are_printed_with_place_severity_id_and_cure_the_severe_ones_first()
    {
        var run = await RunAsync(Risky);

        Assert.Equal(
            $"""
            {PathOf("routes.json")}:6 high FWD-002 "a" is given the caller's token, and can use it wherever else it is accepted
                Leave `ForwardAuthorization` out; the service is told who calls in the `Gateway-*` headers.
            {PathOf("routes.json")}:7 medium OP-004 "a GET /x" takes any valid token: neither scope nor client nor claim is asked for
                Ask for a scope.
            {PathOf("routes.json")}:6 low API-001 "a" has no owner: nobody to ask about it
                Write `Owner`.
            3 findings, 1 of high severity or above; 0 ignored

            """,
            run.Out);
    }

    [Fact]
    public async Task The_ignore_file_beside_the_routes_file_counts()
    {
        Write(IgnoreFile.Name, Ignoring("FWD-002", "a"));

        var run = await RunAsync(Risky);

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("FWD-002", run.Out, StringComparison.Ordinal);
        Assert.EndsWith("2 findings, 0 of high severity or above; 1 ignored\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_ignore_file_takes_the_place_of_the_one_beside_it()
    {
        Write(IgnoreFile.Name, Ignoring("FWD-002", "a"));
        Write("other.json", Ignoring("OP-004", "a GET /x"));

        var run = await RunAsync(Risky, "--ignore", PathOf("other.json"));

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("OP-004", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_entry_lets_the_finding_count_again()
    {
        Write(IgnoreFile.Name, Ignoring("FWD-002", "a", ", \"Until\": \"2020-01-31\""));

        var run = await RunAsync(Risky);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("high FWD-002 \"a\" ", run.Out, StringComparison.Ordinal);
        Assert.Contains("medium IGN-001 \"FWD-002 a\" ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_has_not_expired_yet_counts()
    {
        Write(IgnoreFile.Name, Ignoring("FWD-002", "a", ", \"Until\": \"9999-12-31\""));

        Assert.Equal(0, (await RunAsync(Risky)).ExitCode);
    }

    [Fact]
    public async Task An_ignore_file_with_a_mistake_is_no_answer()
    {
        Write(IgnoreFile.Name, Ignoring("FWD-2", "a"));

        var run = await RunAsync(AuditedFile.Clean);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"{PathOf(IgnoreFile.Name)}:1:36 unknown-rule \"FWD-2\" ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_ignore_file_that_is_not_there_is_no_answer()
    {
        var run = await RunAsync(AuditedFile.Clean, "--ignore", PathOf("none.json"));

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("there is no such file", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Version\": 1 }")]
    [InlineData("{")]
    public async Task A_policy_with_mistakes_is_no_answer(string json)
    {
        var run = await RunAsync(json);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("--fail-on", "severe")]
    [InlineData("--fail-on", "3")]
    [InlineData("--format", "junit")]
    public async Task A_word_that_is_none_of_those_known_is_a_wrong_usage(string option, string word)
    {
        var run = await RunAsync(AuditedFile.Clean, option, word);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains($"'{word}'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_every_finding_and_who_answers_for_the_ignored_ones()
    {
        Write(IgnoreFile.Name, Ignoring("OP-004", "a GET /x", ", \"Until\": \"9999-12-31\""));

        var json = JsonDocument.Parse((await RunAsync(Risky, "--format", "json")).Out).RootElement;

        Assert.Equal((1, "high", 1), (json.GetProperty("schema_version").GetInt32(), json.GetProperty("fail_on").GetString(), json.GetProperty("failing").GetInt32()));
        var findings = json.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(["FWD-002 high", "OP-004 medium", "API-001 low"], findings.Select(finding => $"{finding.GetProperty("id")} {finding.GetProperty("severity")}"));
        Assert.Equal(
            ("a GET /x", $"{PathOf("routes.json")}:7", "Ask for a scope."),
            (findings[1].GetProperty("at").GetString(), findings[1].GetProperty("place").GetString(), findings[1].GetProperty("fix").GetString()));
        var ignored = findings[1].GetProperty("ignored");
        Assert.Equal(("meant so", "9999-12-31"), (ignored.GetProperty("why").GetString(), ignored.GetProperty("until").GetString()));
        Assert.False(findings[0].TryGetProperty("ignored", out _));
    }

    [Fact]
    public async Task Sarif_is_what_is_printed_when_it_is_asked_for()
    {
        var log = JsonDocument.Parse((await RunAsync(Risky, "--format", "sarif")).Out).RootElement;

        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        Assert.False(log.TryGetProperty("schema_version", out _));
        Assert.Equal(3, log.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task The_sample_policy_has_no_finding_that_is_not_explained()
    {
        var run = await CommandRun.OfAsync(
            "audit", Path.Combine(Repository.Root, "appsettings.routes.json"), "--env", "Development", "--fail-on", "low");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private async Task<CommandRun> RunAsync(string policy, params string[] arguments)
    {
        Write("routes.json", policy);
        return await CommandRun.OfAsync(["audit", PathOf("routes.json"), "--env", "Production", .. arguments]);
    }

    private static string Ignoring(string id, string at, string rest = "") =>
        $$"""{ "Version": 1, "Ignore": [{ "Id": "{{id}}", "At": "{{at}}", "Why": "meant so"{{rest}} }] }""";

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
