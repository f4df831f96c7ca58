using Gateway.IntegrationTests.DevAuthority;

namespace Gateway.IntegrationTests.Tools.Token;

/// <summary><c>gateway token</c> against the development authority.</summary>
public sealed class TokenTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Only_the_token_is_on_stdout_and_it_is_good()
    {
        var run = await RunAsync("payroll-secret\n", "--client", "payroll", "--scope", "read:timesheets");

        Assert.Equal((0, "scope read:timesheets; expires in 10 min\n"), (run.ExitCode, run.Error));
        Assert.True((await authority.VerifyAsync(run.Out.TrimEnd('\n'))).IsValid);
        Assert.Single(run.Out.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("wrong", "payroll", "read:timesheets", "invalid_client")]
    [InlineData("payroll-secret", "payroll", "read:images", "invalid_scope")]
    public async Task What_the_authority_refuses_is_1_in_its_words(string secret, string client, string scope, string error)
    {
        var run = await RunAsync(secret, "--client", client, "--scope", scope);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"The authority refuses: {error}, ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_audience_and_another_authority_can_be_named()
    {
        await using var elsewhere = await TestIssuer.StartAsync();
        var run = await RunAtAsync(
            "payroll-secret", elsewhere.Url, "--client", "payroll", "--authority", authority.Issuer, "--audience", AuthorityFixture.Api);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    [Theory]
    [InlineData("Production", null, "in Development only")]
    [InlineData("Development", "https://login.example.com", "is not on this machine")]
    public async Task A_real_authority_is_not_asked(string environment, string? url, string why)
    {
        var run = await RunAtAsync("secret", url ?? "https://login.example.com", "--client", "x", "--env", environment);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_is_not_there_is_3()
    {
        var run = await RunAtAsync("secret", "http://127.0.0.1:1", "--client", "x");
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains("is it running?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_discovery_document_cannot_send_the_secret_elsewhere()
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.Discovery = TestAnswer.Json($$"""{"issuer":"{{issuer.Url}}","token_endpoint":"{{authority.Issuer}}/oauth/token"}""");
        var run = await RunAtAsync("payroll-secret", issuer.Url, "--client", "payroll");
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task Help_says_where_a_persons_token_is()
    {
        var run = await CommandRun.OfAsync("token", "--help");
        Assert.Contains("A person's token takes a browser", run.Out, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(string secret, params string[] more) => RunAtAsync(secret, authority.Issuer, more);

    private async Task<CommandRun> RunAtAsync(string secret, string issuer, params string[] more)
    {
        var file = Path.Combine(folder.FullName, "appsettings.routes.json");
        await File.WriteAllTextAsync(file, $$"""
            {
              "Version": 1,
              "Issuers": { "authority": { "Issuer": "{{issuer}}", "Audience": "{{AuthorityFixture.Api}}" } },
              "Scopes": { "read": "r" },
              "Apis": { "api": { "Prefix": "/api", "Upstream": "http://127.0.0.1:9", "Operations": { "GET /": "read" } } }
            }
            """);
        string[] environment = more.Contains("--env") ? [] : ["--env", "Development"];
        return await CommandRun.OfAsync(secret, ["token", "--secret-file", "-", "--routes", file, .. environment, .. more]);
    }
}
