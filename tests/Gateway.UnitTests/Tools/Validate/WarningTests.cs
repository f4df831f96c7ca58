using Gateway.Testing;

namespace Gateway.UnitTests.Tools.Validate;

/// <summary>What is legal and surprising: a line for each, where it is written.</summary>
public sealed class WarningTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    private string Routes => Path.Combine(folder.FullName, "appsettings.routes.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_sample_policy_has_none()
    {
        var run = await CommandRun.OfAsync("validate", Path.Combine(Repository.Root, "appsettings.routes.json"), "--env", "Development", "--strict");
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("warning", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Scopes": { "AllOf": ["write", "read"] } }""", "\"read\"] }", "redundant-scope", "read changes nothing: whoever has write has it")]
    [InlineData("""{ "Scopes": { "AllOf": ["audit", { "AnyOf": ["read", "audit"] }] } }""", "{ \"AnyOf\"", "redundant-scope", "read or audit changes nothing")]
    [InlineData("""{ "Scopes": { "AnyOf": ["read", "write"] } }""", "\"write\"", "redundant-alternative", "write changes nothing: whoever has it has read, which suffices")]
    [InlineData("""{ "Scopes": { "AnyOf": ["audit", { "AllOf": ["audit", "read"] }] } }""", "{ \"AllOf\"", "redundant-alternative", "audit read changes nothing")]
    [InlineData("""{ "Caller": "machine", "StepUp": { "MaxAge": "5m" } }""", "{ \"MaxAge\"", "unusable-step-up", "nobody can call this")]
    [InlineData("""{ "Clients": ["app", "stranger"] }""", "[\"app\"", "unusable-client", "\"stranger\" is let in by none")]
    public async Task A_part_of_a_rule_that_changes_nothing_or_shuts_everybody_out(string rule, string at, string code, string said)
    {
        var run = await RunAsync(rule);

        Assert.Equal(0, run.ExitCode);
        var warning = Assert.Single(run.Out.Split('\n'), line => line.Contains(" warning ", StringComparison.Ordinal));
        Assert.Contains($" warning {code} ", warning, StringComparison.Ordinal);
        Assert.Contains(said, warning, StringComparison.Ordinal);
        var column = (await File.ReadAllLinesAsync(Routes))[7].IndexOf(at, StringComparison.Ordinal) + 1;
        Assert.StartsWith($"{Routes}:8:{column} ", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Scopes": { "AllOf": ["audit", "read"] } }""")]
    [InlineData("""{ "Scopes": { "AnyOf": ["audit", { "AllOf": ["people", "read"] }] } }""")]
    [InlineData("""{ "Caller": "user", "StepUp": { "MaxAge": "5m" } }""")]
    [InlineData("""{ "Clients": ["app"] }""")]
    [InlineData("\"read\"")]
    public async Task A_rule_whose_every_part_counts_is_no_warning(string rule) =>
        Assert.DoesNotContain("warning", (await RunAsync(rule)).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Scopes_that_look_alike_and_issuers_that_nobody_accepts()
    {
        var run = await RunWithAsync(
            """{ "Scopes": "read", "Issuers": ["main"] }""",
            scopes: """, "Read": "R" """,
            issuers: """, "other": { "Issuer": "https://other.example.com", "Audience": "a" }""");
        Assert.Contains("warning look-alike-scopes \"Read\" and \"read\"", run.Out, StringComparison.Ordinal);
        Assert.Contains("warning unused-issuer no operation accepts tokens of the issuer \"other\"", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_makes_warnings_count()
    {
        Assert.Equal(1, (await RunAsync("""{ "Scopes": { "AnyOf": ["read", "write"] } }""", "--strict")).ExitCode);
        Assert.Equal(0, (await RunAsync("\"read\"", "--strict")).ExitCode);
    }

    [Fact]
    public async Task Json_has_them_beside_the_mistakes()
    {
        var run = await RunAsync("""{ "Scopes": { "AnyOf": ["read", "write"] } }""", "--format", "json");
        var result = System.Text.Json.Nodes.JsonNode.Parse(run.Out)!;
        Assert.Equal((true, "redundant-alternative"), (result["valid"]!.GetValue<bool>(), result["warnings"]![0]!["code"]!.GetValue<string>()));
    }

    private Task<CommandRun> RunAsync(string rule, params string[] more) => RunWithAsync(rule, "", "", more);

    private async Task<CommandRun> RunWithAsync(string rule, string scopes, string issuers, params string[] more)
    {
        await File.WriteAllTextAsync(Routes, $$"""
            {
              "Version": 1,
              "Issuers": { "main": { "Issuer": "https://main.example.com", "Audience": "a", "Clients": ["app"] } {{issuers}} },
              "Scopes": { "read": "r", "write": { "Description": "w", "Implies": ["read"] }, "audit": "a", "people": "p" {{scopes}} },
              "Apis": {
                "api": {
                  "Prefix": "/api", "Upstream": "https://service.example.com",
                  "Operations": { "GET  /": {{rule}} }
                }
              }
            }
            """);
        return await CommandRun.OfAsync(["validate", Routes, .. more]);
    }
}
