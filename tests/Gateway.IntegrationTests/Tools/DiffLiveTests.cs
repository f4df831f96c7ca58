namespace Gateway.IntegrationTests.Tools;

/// <summary><c>diff live</c>: the policy that a running gateway enforces, as its admin listener hands it out.</summary>
public sealed class DiffLiveTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-diff-live-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_a_file_would_change_in_the_policy_in_force_is_shown()
    {
        await using var gateway = await TestGateway.StartAsync(Policy("admin"), waitForIssuers: false);

        var weaker = await CommandRun.OfAsync(
            ["diff", "live", Write("lax.json", Policy("read")), .. Admin(gateway), "--admin-token-file", gateway.AdminTokenFile]);
        Assert.Equal(1, weaker.ExitCode);
        Assert.Contains("WEAKER  api GET /", weaker.Out, StringComparison.Ordinal);

        var same = await CommandRun.OfAsync(
            ["diff", "live", Write("same.json", Policy("admin")), .. Admin(gateway), "--admin-token-file", gateway.AdminTokenFile]);
        Assert.Equal(0, same.ExitCode);
    }

    [Fact]
    public async Task Without_the_admin_token_there_is_no_answer()
    {
        await using var gateway = await TestGateway.StartAsync(Policy("admin"), waitForIssuers: false);

        var run = await CommandRun.OfAsync(["diff", "live", Write("same.json", Policy("admin")), .. Admin(gateway)]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("asks for the admin token", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_cannot_be_reached_ends_with_3()
    {
        var run = await CommandRun.OfAsync("diff", "live", Write("same.json", Policy("admin")), "--env", "Development", "--admin", "http://127.0.0.1:1");

        Assert.Equal(3, run.ExitCode);
    }

    private static string[] Admin(TestGateway gateway) => ["--env", "Development", "--admin", gateway.Admin.BaseAddress!.AbsoluteUri];

    /// <summary>Its issuer is nowhere: nobody asks it for anything here.</summary>
    private static string Policy(string scope) => $$"""
        {
          "Version": 1,
          "Issuers": { "main": { "Issuer": "http://127.0.0.1:1", "Audience": "api" } },
          "Scopes": { "read": "Read", "admin": { "Description": "All", "Implies": ["read"] } },
          "Apis": { "api": { "Prefix": "/api", "Upstream": "http://127.0.0.1:1", "Operations": { "GET /": "{{scope}}" } } }
        }
        """;

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
