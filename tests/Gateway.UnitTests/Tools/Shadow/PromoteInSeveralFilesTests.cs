using Gateway.Testing;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.Shadow;

/// <summary>A policy in several files: the one in which the operation is written is edited, or none.</summary>
public sealed class PromoteInSeveralFilesTests : IDisposable
{
    private const string Candidate = """ "Candidate": { "Scopes": { "AllOf": ["read", "write"] }, "Until": "2030-01-31" } """;

    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Of_a_directory_the_operations_part_is_edited()
    {
        var all = folder.Write("all.json", File("b", "\"GET /\": \"read\""));
        var part = folder.Write("part.json", Part("a", $"\"GET /\": {{ \"Scopes\": \"read\", {Candidate} }}"));
        var before = await System.IO.File.ReadAllTextAsync(all);

        var run = await PromoteAsync(folder.Path);

        Assert.Equal((0, $"promoted a GET / in {part}\n", ""), (run.ExitCode, run.Out, run.Error));
        Assert.Equal(Part("a", "\"GET /\": { \"Scopes\": { \"AllOf\": [\"read\", \"write\"] } }"), await System.IO.File.ReadAllTextAsync(part));
        Assert.Equal(before, await System.IO.File.ReadAllTextAsync(all));
    }

    [Fact]
    public async Task An_overlay_about_something_else_does_not_matter()
    {
        var file = folder.Write("routes.json", File("a", $"\"GET /\": {{ \"Scopes\": \"read\", {Candidate} }}"));
        folder.Write("routes.Staging.json", """{ "Apis": { "a": { "Upstream": "http://staging" } } }""");

        var run = await PromoteAsync(file);

        Assert.Equal((0, $"promoted a GET / in {file}\n", ""), (run.ExitCode, run.Out, run.Error));
        Assert.Equal(File("a", "\"GET /\": { \"Scopes\": { \"AllOf\": [\"read\", \"write\"] } }"), await System.IO.File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"Candidate\": { \"Caller\": \"user\" }")]
    [InlineData("\"Candidate\": { \"Scopes\": { \"AllOf\": [\"read\", \"audit\"] }, \"Until\": \"2030-01-31\" }")]
    [InlineData("\"Caller\": \"user\", \"Candidate\": { \"Caller\": \"user\" }")]
    public async Task Where_an_overlay_has_a_word_in_it_nothing_is_written(string inOverlay)
    {
        // The first: all of the candidate is the overlay's; then some of it, or the rule as well.
        var (own, over) = inOverlay.Length == 0 ? ("", Candidate) : ($", {Candidate}", inOverlay);
        var file = folder.Write("routes.json", File("a", $"\"GET /\": {{ \"Scopes\": \"read\"{own} }}"));
        var overlay = folder.Write("routes.Staging.json", $$"""{ "Apis": { "a": { "Operations": { "GET /": { {{over}} } } } } }""");
        var before = await System.IO.File.ReadAllTextAsync(file) + await System.IO.File.ReadAllTextAsync(overlay);

        var run = await PromoteAsync(file);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("a GET /", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await System.IO.File.ReadAllTextAsync(file) + await System.IO.File.ReadAllTextAsync(overlay));
    }

    private static Task<CommandRun> PromoteAsync(string path) =>
        CommandRun.OfAsync("shadow", "promote", "a GET /", "--routes", path, "--env", "Staging");

    private static string File(string api, string operations) => $$"""
        {
          "Version": 1,
          "Issuers": { "main": { "Issuer": "https://issuer.example", "Audience": "api" } },
          "Scopes": { "read": "Read", "write": "Write", "audit": "Audit" },
          "Apis": { "{{api}}": { "Prefix": "/{{api}}", "Upstream": "http://{{api}}", "Operations": { {{operations}} } } }
        }
        """;

    private static string Part(string api, string operations) => $$"""
        { "Version": 1, "Apis": { "{{api}}": { "Prefix": "/{{api}}", "Upstream": "http://{{api}}", "Operations": { {{operations}} } } } }
        """;
}
