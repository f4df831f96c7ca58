using System.Text;
using System.Text.Json;
using Gateway.Routes;
using Gateway.Testing;
using Gateway.Tools.Shadow;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.Shadow;

/// <summary><c>shadow promote</c>: <c>promote/NAME.before.json</c> becomes <c>promote/NAME.after.json</c>, byte by byte.</summary>
public sealed class PromoteTests : IDisposable
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "Gateway.UnitTests", "Tools", "Shadow", "promote");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Golden, "*.before.json").Select(file => Path.GetFileName(file).Split('.')[0]).Order()];

    private string RoutesPath => Path.Combine(folder.FullName, "routes.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Only_the_operation_changes_and_every_comment_stays(string name)
    {
        File.Copy(Path.Combine(Golden, $"{name}.before.json"), RoutesPath);

        var run = await PromoteAsync();

        Assert.Equal((0, $"promoted a GET / in {RoutesPath}\n", ""), (run.ExitCode, run.Out, run.Error));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Golden, $"{name}.after.json")), await File.ReadAllTextAsync(RoutesPath));
        Assert.Equal([RoutesPath], Directory.GetFiles(folder.FullName));
        Assert.Equal(2, (await PromoteAsync()).ExitCode); // there is no candidate any more
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_was_promoted_is_what_the_candidate_asked_for(string name)
    {
        File.Copy(Path.Combine(Golden, $"{name}.before.json"), RoutesPath);
        var candidate = RouteTableReader.Read(RoutesPath, RoutesFiles.Development).Table!.Operations[0].Candidate!;
        await PromoteAsync();
        var promoted = RouteTableReader.Read(RoutesPath, RoutesFiles.Development).Table!.Operations[0];

        Assert.Null(promoted.Candidate);
        Assert.Equivalent(candidate.Requirement, promoted.Requirement, strict: true);
    }

    /// <summary>A comment at every place of the operation where one can be: it is in the result, or there is none.</summary>
    [Theory]
    [InlineData("inline", "/*?*/")]
    [InlineData("inline", "//?\n")]
    [InlineData("until-first", "/*?*/")]
    [InlineData("until-first", "//?\n")]
    [InlineData("trailing-comma", "/*?*/")]
    [InlineData("trailing-comma", "//?\n")]
    public void No_comment_is_lost_wherever_it_is(string name, string comment)
    {
        var text = File.ReadAllText(Path.Combine(Golden, $"{name}.before.json"));
        var expected = Squeezed(File.ReadAllText(Path.Combine(Golden, $"{name}.after.json")));
        var (kept, refused) = (0, 0);
        for (var at = text.IndexOf("\"GET", StringComparison.Ordinal); at < text.IndexOf("\"PUT", StringComparison.Ordinal); at++)
        {
            var content = Encoding.UTF8.GetBytes(text.Insert(at, comment));
            if (RouteTableReader.Read("routes.json", content, RoutesFiles.Development).Table is not { } table)
            {
                continue; // inside of a word
            }

            var written = new CandidateText(content, table.Operations[0]);
            if (written.LostComments().Any())
            {
                refused++;
                continue;
            }

            var result = Encoding.UTF8.GetString(written.Promoted());
            Assert.Contains("?", result, StringComparison.Ordinal);
            Assert.Equal(expected, Squeezed(result.Replace(comment, "", StringComparison.Ordinal)));
            Assert.Empty(RouteTableReader.Read("routes.json", Encoding.UTF8.GetBytes(result), RoutesFiles.Development).Mistakes);
            kept++;
        }

        Assert.True(kept > 10 && refused > 10, $"{kept} kept, {refused} refused");

        static string Squeezed(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
    }

    [Fact]
    public async Task Line_ends_and_a_byte_order_mark_stay_as_they_are()
    {
        var before = await File.ReadAllTextAsync(Path.Combine(Golden, "lines.before.json"));
        var after = await File.ReadAllTextAsync(Path.Combine(Golden, "lines.after.json"));
        await File.WriteAllTextAsync(RoutesPath, before.ReplaceLineEndings("\r\n"), Encoding.UTF8);

        Assert.Equal(0, (await PromoteAsync()).ExitCode);
        Assert.Equal("\uFEFF" + after.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(await File.ReadAllBytesAsync(RoutesPath)));
    }

    [Fact]
    public async Task A_dry_run_shows_the_change_and_makes_none()
    {
        Write("""
            "GET /": {
              "Scopes": "read",
              "Candidate": {
                "Scopes": { "AllOf": ["read", "write"] },
                "Until": "2030-01-31"
              }
            },
            "PUT /": "write"
            """);
        var before = await File.ReadAllTextAsync(RoutesPath);

        var run = await PromoteAsync("--dry-run");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(before, await File.ReadAllTextAsync(RoutesPath));
        Assert.Equal(
            $$"""
            --- {{RoutesPath}}
            +++ {{RoutesPath}}
            @@ -4,11 +4,7 @@
               "Scopes": { "read": "Read", "write": "Write" },
               "Apis": { "a": { "Prefix": "/a", "Upstream": "http://a", "Operations": {
             "GET /": {
            -  "Scopes": "read",
            -  "Candidate": {
            -    "Scopes": { "AllOf": ["read", "write"] },
            -    "Until": "2030-01-31"
            -  }
            +  "Scopes": { "AllOf": ["read", "write"] }
             },
             "PUT /": "write"
               } } }

            """,
            run.Out);
    }

    [Fact]
    public async Task The_result_as_JSON_says_whether_it_was_written()
    {
        Write("\"GET /\": { \"Scopes\": \"read\", \"Candidate\": { \"Scopes\": { \"AllOf\": [\"read\", \"write\"] }, \"Until\": \"2030-01-31\" } }");
        var tried = JsonElement.Parse((await PromoteAsync("--dry-run", "--format", "json")).Out);
        var done = JsonElement.Parse((await PromoteAsync("--format", "json")).Out);
        Assert.Equal(["schema_version", "operation", "file", "written", "diff"], done.EnumerateObject().Select(member => member.Name));
        Assert.Equal((false, true), (tried.GetProperty("written").GetBoolean(), done.GetProperty("written").GetBoolean()));
        Assert.Equal(tried.GetProperty("diff").GetString(), done.GetProperty("diff").GetString());
    }

    [Theory]
    [InlineData("a GET    /")]
    [InlineData(" a  GET / ")]
    public async Task Spaces_do_not_matter(string operation)
    {
        File.Copy(Path.Combine(Golden, "inline.before.json"), RoutesPath);
        Assert.Equal(0, (await CommandRun.OfAsync("shadow", "promote", operation, "--routes", RoutesPath)).ExitCode);
    }

    [Theory]
    [InlineData("a GTE /", "There is no operation \"a GTE /\"; did you mean \"a GET /\"?")]
    [InlineData("nonsense", "There is no operation \"nonsense\"")]
    public async Task An_operation_that_is_not_there_is_2(string operation, string error)
    {
        File.Copy(Path.Combine(Golden, "inline.before.json"), RoutesPath);
        var run = await CommandRun.OfAsync("shadow", "promote", operation, "--routes", RoutesPath);
        Assert.Equal((2, "", error + "\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task An_operation_without_a_candidate_is_2()
    {
        Write("\"GET /\": \"read\"");
        var run = await PromoteAsync();
        Assert.Equal((2, "", $"{RoutesPath}:6: a GET / has no \"Candidate\".\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Theory]
    [InlineData("/* why */ { 'Scopes': 'read', 'Candidate': { C, U } }", null)]
    [InlineData("{ /* why */ 'Scopes': 'read', 'Candidate': { C, U } }", "6:12")]
    [InlineData("{ 'Scopes': 'read', 'Candidate': /* why */ { C, U } }", "6:43")]
    [InlineData("{ 'Scopes': 'read', 'Candidate': { C, U } /* why */ }", "6:111")]
    [InlineData("{ 'Scopes': 'read', 'Candidate': { C, 'Until': /* why */ '2030-01-31' } }", "6:96")]
    [InlineData("{ 'Scopes': 'read', 'Candidate': { C, U } } /* why */", null)]
    public async Task A_comment_that_would_be_lost_is_named_and_nothing_is_written(string value, string? place)
    {
        Write($"\"GET /\": {value}"
            .Replace("C,", "'Scopes': { 'AllOf': ['read', 'write'] },", StringComparison.Ordinal)
            .Replace("U ", "'Until': '2030-01-31' ", StringComparison.Ordinal)
            .Replace('\'', '"'));
        var before = await File.ReadAllTextAsync(RoutesPath);

        var run = await PromoteAsync();

        if (place is null)
        {
            Assert.Equal((0, true), (run.ExitCode, (await File.ReadAllTextAsync(RoutesPath)).Contains("/* why */", StringComparison.Ordinal)));
        }
        else
        {
            Assert.Equal(
                (2, "", $"{RoutesPath}:{place}: this comment would be lost; move it into the \"Candidate\" or above the operation.\n"),
                (run.ExitCode, run.Out, run.Error));
            Assert.Equal(before, await File.ReadAllTextAsync(RoutesPath));
        }
    }

    [Fact]
    public async Task A_file_with_mistakes_is_not_touched_and_the_mistakes_are_said()
    {
        Write("\"GET /\": { \"Scopes\": \"raed\", \"Candidate\": { \"Scopes\": \"write\", \"Until\": \"2030-01-31\" } }");
        var before = await File.ReadAllTextAsync(RoutesPath);
        var run = await PromoteAsync();
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("unknown-scope", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(RoutesPath));
    }

    [Fact]
    public async Task Without_a_file_it_is_2()
    {
        var run = await CommandRun.OfAsync("shadow", "promote", "a GET /", "--routes", RoutesPath);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("there is no such file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_mode_is_kept_and_a_link_still_leads_to_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var target = Path.Combine(folder.FullName, "target.json");
        File.Copy(Path.Combine(Golden, "inline.before.json"), target);
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        File.CreateSymbolicLink(RoutesPath, target);

        Assert.Equal(0, (await PromoteAsync()).ExitCode);

        Assert.Equal(target, new FileInfo(RoutesPath).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, File.GetUnixFileMode(target));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Golden, "inline.after.json")), await File.ReadAllTextAsync(target));
    }

    private Task<CommandRun> PromoteAsync(params string[] more) => CommandRun.OfAsync(["shadow", "promote", "a GET /", "--routes", RoutesPath, .. more]);

    private void Write(string operations) => File.WriteAllText(RoutesPath, $$"""
        {
          "Version": 1,
          "Issuers": { "main": { "Issuer": "https://issuer.example", "Audience": "api" } },
          "Scopes": { "read": "Read", "write": "Write" },
          "Apis": { "a": { "Prefix": "/a", "Upstream": "http://a", "Operations": {
        {{operations}}
          } } }
        }
        """);
}
