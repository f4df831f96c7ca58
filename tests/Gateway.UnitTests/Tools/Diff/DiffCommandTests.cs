using System.Diagnostics;
using System.Text.Json;
using Gateway.Testing;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.Diff;

public sealed class DiffCommandTests : IDisposable
{
    private static readonly string Strict = RoutesFiles.WithOperations("\"GET /x\": \"admin\"");
    private static readonly string Lax = RoutesFiles.WithOperations("\"GET /x\": \"read\"");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-diff-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Weaker_ends_with_1_and_with_0_where_it_is_meant()
    {
        var (strict, lax) = (Write("strict.json", Strict), Write("lax.json", Lax));

        var weaker = await CommandRun.OfAsync("diff", strict, lax);
        Assert.Equal(1, weaker.ExitCode);
        Assert.Contains("WEAKER  a GET /x\n", weaker.Out, StringComparison.Ordinal);
        Assert.Contains($"({strict}:5)", weaker.Out, StringComparison.Ordinal);
        Assert.Contains("accepts  GET /a/x with scopes: read, caller: any, client: any", weaker.Out, StringComparison.Ordinal);

        Assert.Equal(0, (await CommandRun.OfAsync("diff", strict, lax, "--allow-weaker")).ExitCode);
        Assert.Equal(0, (await CommandRun.OfAsync("diff", lax, strict)).ExitCode);
        Assert.Equal(0, (await CommandRun.OfAsync("diff", lax, lax)).ExitCode);
    }

    [Fact]
    public async Task The_routes_file_is_the_new_policy_when_none_is_named()
    {
        var run = await CommandRun.OfAsync("diff", Write("lax.json", Lax), "--routes", Write("strict.json", Strict));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("STRONGER  a GET /x", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_the_whole_comparison_and_claims_to_try()
    {
        var run = await CommandRun.OfAsync("diff", Write("strict.json", Strict), Write("lax.json", Lax), "--format", "json");

        var result = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(1, result.GetProperty("schema_version").GetInt32());
        Assert.True(result.GetProperty("weaker").GetBoolean());
        var change = result.GetProperty("changes")[0];
        Assert.Equal("weaker", change.GetProperty("kind").GetString());
        Assert.Equal("Scopes", change.GetProperty("laxer")[0].GetString());
        Assert.Equal("read", change.GetProperty("accepts").GetProperty("claims").GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Markdown_is_a_table_in_which_nothing_from_a_file_is_markup()
    {
        var hostile = RoutesFiles.WithOperations("\"GET /x\": { \"Public\": true, \"Why\": \"a | b ``` <script>\" }");
        var run = await CommandRun.OfAsync("diff", Write("strict.json", Strict), Write("open.json", hostile), "--format", "markdown");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("### Policy: weaker\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("| **weaker** | `a GET /x` | `admin` | ```` public: a \\| b ``` <script> ```` | `GET /a/x with no token` |", run.Out, StringComparison.Ordinal);
        Assert.Contains("\n~~~text\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_mistake_is_no_answer()
    {
        var run = await CommandRun.OfAsync("diff", Write("strict.json", Strict), Write("bad.json", Lax.Replace("\"read\":", "\"red\":", StringComparison.Ordinal)));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(" unknown-scope ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task A_revision_of_the_routes_file_is_read_from_git()
    {
        var file = Write("routes.json", Strict);
        Git("init", "--quiet");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message", "one");
        Write("routes.json", Lax);

        var run = await CommandRun.OfAsync("diff", "git:HEAD", "--routes", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("WEAKER  a GET /x", run.Out, StringComparison.Ordinal);
        Assert.Contains($"(HEAD:{file}:5)", run.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandRun.OfAsync("diff", "git:HEAD", "git:HEAD", "--routes", file)).ExitCode);
    }

    [Fact]
    public async Task A_revision_has_its_overlay_and_a_directory_its_files()
    {
        var file = Write("routes.json", Strict);
        Write("routes.Staging.json", """{ "Apis": { "a": { "Operations": { "GET /x": "read" } } } }""");
        Git("init", "--quiet");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message", "one");
        File.Delete(Path.Combine(folder.FullName, "routes.Staging.json"));

        var stronger = await CommandRun.OfAsync("diff", "git:HEAD", "--routes", file, "--env", "Staging");
        Assert.Contains("STRONGER  a GET /x", stronger.Out, StringComparison.Ordinal);
        Assert.Contains("routes.Staging.json:1)", stronger.Out, StringComparison.Ordinal);

        Assert.Contains("1 the same", (await CommandRun.OfAsync("diff", "git:HEAD", "--routes", file)).Out, StringComparison.Ordinal);
        Assert.Contains("STRONGER  a GET /x", (await CommandRun.OfAsync("diff", "git:HEAD", "--routes", folder.FullName, "--env", "Staging")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "git:nowhere cannot be read")]
    [InlineData("--output=x", "git:--output=x cannot be read")]
    public async Task A_revision_that_is_not_there_is_no_answer(string revision, string why)
    {
        var file = Write("routes.json", Strict);
        Git("init", "--quiet");

        var run = await CommandRun.OfAsync("diff", $"git:{revision}", "--routes", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_revision_does_not_have_is_no_answer()
    {
        var file = Write("routes.json", Strict);
        Git("init", "--quiet");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--allow-empty", "--message", "none");

        var run = await CommandRun.OfAsync("diff", "git:HEAD", "--routes", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("routes.json is not there at git revision HEAD", run.Error, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start("git", ["-C", folder.FullName, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
