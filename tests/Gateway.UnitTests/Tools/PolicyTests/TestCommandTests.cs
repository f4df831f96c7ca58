using System.Text.Json;
using System.Xml.Linq;
using Gateway.Testing;

namespace Gateway.UnitTests.Tools.PolicyTests;

public sealed class TestCommandTests : IDisposable
{
    private const string Routes = """
        {
          "Version": 1,
          "Issuers": { "main": { "Issuer": "https://issuer.example", "Audience": "api" } },
          "Scopes": { "read": "Read", "write": "Write" },
          "Apis": {
            "notes": { "Prefix": "/notes", "Upstream": "http://notes:8080", "Operations": { "GET /": "read", "POST /": "write" } }
          }
        }
        """;

    private const string Reader = "\"reader\": { \"Client\": \"app\", \"Scopes\": [\"read\"] }";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("policy-tests");

    [Fact]
    public async Task Tests_that_hold_are_0_and_counted()
    {
        Write("policy.tests.json", Tests(Reader, """
            { "As": "reader", "Request": "GET /notes", "Expect": "allow" }, { "As": "reader", "Request": "POST /notes", "Expect": 403 }
            """, "\"reader\": [\"notes GET /\"]"));

        var run = await RunAsync();

        Assert.Equal((0, "ok 2 tests, 1 reach; 0 of 2 operations covered (0 %)\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_test_that_fails_is_1_and_named_with_its_place()
    {
        Write("policy.tests.json", Tests(Reader, """{ "As": "reader", "Request": "POST /notes", "Expect": "allow" }"""));

        var run = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"FAILED {PathOf("policy.tests.json")}:4 reader POST /notes\n", run.Out, StringComparison.Ordinal);
        Assert.EndsWith("failed 1 of 1 test, 0 of 0 reaches; 0 of 2 operations covered (0 %)\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reach_that_fails_is_1()
    {
        Write("policy.tests.json", Tests(Reader, null, "\"reader\": []"));

        var run = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("reader can ALSO call notes GET /", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("50", 0)]
    [InlineData("51", 1)]
    public async Task Less_coverage_than_asked_for_is_1_and_the_operations_are_listed(string percent, int exitCode)
    {
        Write("policy.tests.json", Tests($"{Reader}, \"writer\": {{ \"Client\": \"app\", \"Scopes\": [\"write\"] }}", """
            { "As": "reader", "Request": "GET /notes", "Expect": "allow" }, { "As": "writer", "Request": "GET /notes", "Expect": 403 }
            """));

        var run = await RunAsync("--min-coverage", percent);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode == 1, run.Out.Contains($"  notes POST / ({PathOf("routes.json")}:6): no test that passes is about it\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reader GET", 1, 0)]
    [InlineData("READER", 2, 1)]
    [InlineData("reach of", 0, 1)]
    public async Task Run_chooses_by_name_and_says_nothing_about_coverage(string substring, int tests, int reaches)
    {
        Write("policy.tests.json", Tests(Reader, """
            { "As": "reader", "Request": "GET /notes", "Expect": "allow" }, { "As": "reader", "Request": "POST /notes", "Expect": 403 }
            """, "\"reader\": [\"notes GET /\"]"));

        var run = await RunAsync("--run", substring);

        Assert.Equal((0, $"ok {tests} {(tests == 1 ? "test" : "tests")}, {reaches} {(reaches == 1 ? "reach" : "reaches")}\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task Several_files_count_as_one()
    {
        Write("one.json", Tests(Reader, """{ "As": "reader", "Request": "GET /notes", "Expect": "allow" }"""));
        Write("two.json", Tests("\"writer\": { \"Client\": \"app\", \"Scopes\": [\"write\"] }", """{ "As": "writer", "Request": "GET /notes", "Expect": 403 }"""));

        var run = await RunAsync(PathOf("one.json"), PathOf("two.json"));

        Assert.Equal("ok 2 tests, 0 reaches; 1 of 2 operations covered (50 %)\n", run.Out);
    }

    [Fact]
    public async Task Mistakes_of_every_file_are_2_and_nothing_is_run()
    {
        Write("one.json", Tests("\"reader\": { \"Client\": \"app\", \"Scopes\": [\"raed\"] }", null));
        Write("two.json", "{");

        var run = await RunAsync(PathOf("one.json"), PathOf("two.json"), PathOf("three.json"));

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("one.json:3:57 unknown-scope \"raed\" is not in the catalogue (Scopes); did you mean \"read\"?", run.Error, StringComparison.Ordinal);
        Assert.Contains("two.json:1:2 invalid-json", run.Error, StringComparison.Ordinal);
        Assert.Contains("three.json:0:0 unreadable-file the file cannot be read: there is no such file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_routes_file_with_a_mistake_is_2()
    {
        Write("policy.tests.json", Tests(Reader, """{ "As": "reader", "Request": "GET /notes", "Expect": "allow" }"""));
        Write("routes.json", Routes.Replace("\"write\" }", "\"wriet\" }", StringComparison.Ordinal));

        var run = await RunAsync();

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("unknown-scope", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_run_is_no_success()
    {
        Write("policy.tests.json", Tests(Reader, null));

        Assert.Equal((2, "There are no tests.\n"), await Failure());
        Assert.Equal((2, "No test's name contains \"bob\".\n"), await Failure("--run", "bob"));
    }

    [Theory]
    [InlineData("--min-coverage", "101")]
    [InlineData("--min-coverage", "most")]
    [InlineData("--min-coverage", "50", "--run", "alice")]
    public async Task A_usage_that_makes_no_sense_is_2(params string[] arguments)
    {
        Write("policy.tests.json", Tests(Reader, """{ "As": "reader", "Request": "GET /notes", "Expect": "allow" }"""));

        Assert.Equal(2, (await RunAsync(arguments)).ExitCode);
    }

    [Fact]
    public async Task JUnit_has_a_suite_for_each_file_and_a_case_for_each_test_and_reach()
    {
        Write("one.json", Tests(Reader, """
            { "As": "reader", "Request": "GET /notes", "Expect": "allow" },
            { "As": "reader", "Request": "POST /notes", "Expect": "allow", "Why": "<&\u0001😀>" }
            """, "\"reader\": [\"notes GET /\"]"));
        Write("two.json", Tests("\"nobody\": null", """{ "As": "nobody", "Request": "GET /notes", "Expect": 401 }"""));

        var run = await RunAsync(PathOf("one.json"), PathOf("two.json"), "--junit", PathOf("result.xml"));

        Assert.Equal(1, run.ExitCode);
        var suites = XDocument.Load(PathOf("result.xml")).Root!.Elements("testsuite").ToList();
        Assert.Equal([(PathOf("one.json"), 3, 1), (PathOf("two.json"), 1, 0)], suites.Select(suite =>
            ((string)suite.Attribute("name")!, (int)suite.Attribute("tests")!, (int)suite.Attribute("failures")!)));
        Assert.Equal(["reader GET /notes", "reader POST /notes", "Reach of reader"], suites[0].Elements("testcase").Select(test => (string)test.Attribute("name")!));
        var failed = Assert.Single(suites[0].Elements("testcase"), test => test.HasElements);
        Assert.Equal(("reader POST /notes", "5"), ((string)failed.Attribute("name")!, (string)failed.Attribute("line")!));
        var failure = failed.Element("failure")!;
        Assert.Equal("expected allow; got 403 insufficient_scope, missing write", (string)failure.Attribute("message")!);
        Assert.Contains("why: <&\uFFFD😀>", failure.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_JUnit_file_that_cannot_be_written_is_2()
    {
        Write("policy.tests.json", Tests(Reader, """{ "As": "reader", "Request": "GET /notes", "Expect": "allow" }"""));

        var run = await RunAsync("--junit", PathOf("no/such/folder.xml"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("folder.xml cannot be written", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_says_both_sides_of_a_failure_and_what_is_not_covered()
    {
        Write("policy.tests.json", Tests(Reader, """{ "As": "reader", "Request": "POST /notes", "Expect": "allow" }""", "\"reader\": []"));

        var run = await RunAsync("--format", "json", "--min-coverage", "10");

        Assert.Equal(1, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var root = json.RootElement;
        Assert.Equal((1, false), (root.GetProperty("schema_version").GetInt32(), root.GetProperty("passed").GetBoolean()));
        var test = root.GetProperty("tests")[0];
        Assert.Equal(("reader", "POST /notes", $"{PathOf("policy.tests.json")}:4", "notes POST /"),
            (Text(test, "as"), Text(test, "request"), Text(test, "place"), Text(test, "operation")));
        Assert.True(test.GetProperty("expected").GetProperty("allowed").GetBoolean());
        var got = test.GetProperty("got");
        Assert.Equal((403, "insufficient_scope", "write", "scopes"),
            (got.GetProperty("status").GetInt32(), Text(got, "code"), got.GetProperty("missing")[0].GetString(), Text(got, "failed_step")));
        Assert.Equal("notes GET /", Text(root.GetProperty("reach")[0].GetProperty("also")[0], "operation"));
        var coverage = root.GetProperty("coverage");
        Assert.Equal((2, 0, 10), (coverage.GetProperty("operations").GetInt32(), coverage.GetProperty("percent").GetInt32(), coverage.GetProperty("min_percent").GetInt32()));
        Assert.Equal(2, coverage.GetProperty("uncovered").GetArrayLength());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    /// <summary>A file whose first test stands in line 4.</summary>
    private static string Tests(string personas, string? tests, string? reach = null) => $$"""
        {
          "Version": 1,
          "Personas": { {{personas}} }{{(tests is null ? "" : $", \"Tests\": [\n{tests}\n]")}}{{(reach is null ? "" : $", \"Reach\": {{ {reach} }}")}}
        }
        """;

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private void Write(string name, string content) => File.WriteAllText(PathOf(name), content);

    private async Task<(int ExitCode, string Error)> Failure(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        return (run.ExitCode, run.Error);
    }

    private Task<CommandRun> RunAsync(params string[] arguments)
    {
        if (!File.Exists(PathOf("routes.json")))
        {
            Write("routes.json", Routes);
        }

        return CommandRun.OfAsync(["test", "--routes", PathOf("routes.json"), .. arguments]);
    }
}
