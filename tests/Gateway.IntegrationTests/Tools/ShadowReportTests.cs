using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Tools;

/// <summary><c>shadow report</c>, asked of a running gateway.</summary>
public sealed partial class ShadowReportTests : IAsyncLifetime
{
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        """
        'GET /': { 'Scopes': 'read', 'Candidate': { 'Scopes': { 'AllOf': ['read', 'audit'] }, 'Until': '2030-01-31' } },
        'POST /': { 'Scopes': 'write', 'Candidate': { 'Scopes': 'write', 'Caller': 'user', 'Until': '2030-02-28' } },
        'PUT /': { 'Scopes': 'write', 'Candidate': { 'Scopes': 'write', 'Caller': 'user', 'Until': '2030-03-31' } }
        """,
        clock: new SettableClock());

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task It_shows_whom_the_candidates_would_refuse_and_ends_with_1()
    {
        await GetAsync(api.Issuer.Token("read"));
        await GetAsync(api.Issuer.Token("read audit"));
        await GetAsync(api.Issuer.MachineToken("nightly-export", "read"));
        await api.Gateway.SendAsync("POST", "/api", api.Issuer.Token("write")).IsFromServiceAsync();

        var run = await ReportAsync();

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
            policy HASH, counted since 2030-01-01T12:00:00Z

            api GET / (appsettings.routes.json:5), candidate until 2030-01-31: 2 of 3 would be refused
            CALLER                          WOULD BE REFUSED  FIRST SEEN            LAST REFUSED          BECAUSE OF
            app (user, main)                1 of 2            2030-01-01T12:00:00Z  2030-01-01T12:00:00Z  insufficient_scope (audit)
            nightly-export (machine, main)  1 of 1            2030-01-01T12:00:00Z  2030-01-01T12:00:00Z  insufficient_scope (audit)

            api POST / (appsettings.routes.json:6), candidate until 2030-02-28: none of 1 would be refused

            api PUT / (appsettings.routes.json:7), candidate until 2030-03-31: no request yet

            """,
            Hash().Replace(run.Out, "policy HASH,"));
    }

    [Fact]
    public async Task It_prints_what_the_documentation_shows()
    {
        var clock = new SettableClock();
        await using var issuer = await TestIssuer.StartAsync(clock);
        await using var service = await RecordingUpstream.StartAsync();
        var sample = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "samples", "candidate.routes.json"));
        await using var gateway = await TestGateway.StartAsync(
            sample
                .Replace("https://login.example.com", issuer.Url, StringComparison.Ordinal)
                .Replace("http://timesheets:8080", service.Url, StringComparison.Ordinal),
            clock);
        await CallAsync("mobile-app", "read:timesheets");
        clock.Advance(TimeSpan.FromMinutes(30));
        await CallAsync("mobile-app", "read:timesheets read:people");
        await CallAsync("mobile-app", "read:timesheets");
        await gateway.GetAsync("/timesheets", issuer.MachineToken("nightly-export", "read:timesheets")).IsFromServiceAsync();

        var run = await CommandRun.OfAsync(
            "shadow", "report", "--admin", $"{gateway.Admin.BaseAddress}", "--admin-token-file", gateway.AdminTokenFile);

        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "cli.md"));
        var shown = Example().Match(document).Groups["output"].Value;
        Assert.Equal(Hash().Replace(shown, "policy HASH,"), Hash().Replace(run.Out, "policy HASH,") + $"(exit code {run.ExitCode})\n");

        Task CallAsync(string client, string scope) =>
            gateway.GetAsync("/timesheets", issuer.Token(scope, payload => payload["client_id"] = client)).IsFromServiceAsync();
    }

    [Fact]
    public async Task When_nobody_would_be_refused_it_ends_with_0()
    {
        await GetAsync(api.Issuer.Token("read audit"));
        var run = await ReportAsync();
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("none of 1 would be refused", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_cannot_write_on_the_terminal_of_whoever_looks()
    {
        await GetAsync(api.Issuer.Token("read", payload => payload["client_id"] = "a\e[2Jb\r\nc"));
        Assert.Contains("\na\uFFFD[2Jb\uFFFD\uFFFDc (user, main)", (await ReportAsync()).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_it_is_what_the_admin_listener_answers()
    {
        await GetAsync(api.Issuer.Token("read"));
        var run = await ReportAsync("--format", "json");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal(await api.Gateway.Admin.GetStringAsync("/shadow"), run.Out);
    }

    [Fact]
    public async Task A_policy_without_candidates_is_said_to_have_none()
    {
        await using var plain = await Api.StartAsync("'GET /': 'read'");
        var run = await CommandRun.OfAsync(
            "shadow", "report", "--admin", $"{plain.Gateway.Admin.BaseAddress}", "--admin-token-file", plain.Gateway.AdminTokenFile);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("^policy [0-9a-f]{12} has no candidates\n$", run.Out);
    }

    [Fact]
    public async Task Without_the_token_or_with_another_it_is_2()
    {
        var address = api.Gateway.Admin.BaseAddress!;
        var without = await CommandRun.OfAsync("shadow", "report", "--admin", $"{address}");
        Assert.Equal((2, ""), (without.ExitCode, without.Out));
        Assert.Equal($"The gateway at {address} asks for the admin token: name its file with --admin-token-file FILE.\n", without.Error);

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new string('x', 40));
        var wrong = await CommandRun.OfAsync("shadow", "report", "--admin", $"{address}", "--admin-token-file", file);
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Out));
        Assert.Equal($"The gateway at {address} does not accept the token of --admin-token-file.\n", wrong.Error);

        await File.WriteAllTextAsync(file, "short");
        var none = await CommandRun.OfAsync("shadow", "report", "--admin", $"{address}", "--admin-token-file", file);
        Assert.Equal((2, $"--admin-token-file {file}: it cannot be read, or holds no admin token.\n"), (none.ExitCode, none.Error));
        File.Delete(file);
    }

    [Fact]
    public async Task An_instance_that_is_not_there_is_3()
    {
        using var nobody = new ClosedPort();
        var address = $"{nobody.Url}/";

        var run = await CommandRun.OfAsync("shadow", "report", "--admin", address);
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"The gateway at {address} cannot be reached: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", 200)]
    [InlineData("<html>", 200)]
    [InlineData("", 200)]
    [InlineData("[]", 404)]
    [InlineData("", 302)]
    [InlineData("""{ "schema_version": 2, "policy": "x" }""", 200)]
    public async Task Another_program_is_not_taken_for_a_gateway_and_a_redirect_not_followed(string body, int status)
    {
        await using var other = await LoopbackServer.StartAsync(app => app.Run(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"{api.Gateway.Admin.BaseAddress}shadow";
            await context.Response.WriteAsync(body);
        }));

        var run = await CommandRun.OfAsync("shadow", "report", "--admin", other.Urls.First(), "--admin-token-file", api.Gateway.AdminTokenFile);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("does not answer as the admin listener of a gateway does", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://user:password@127.0.0.1")]
    public async Task What_is_no_address_is_2(string address)
    {
        var run = await CommandRun.OfAsync("shadow", "report", "--admin", address);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("is not the address of an admin listener, such as http://127.0.0.1:9901.", run.Error, StringComparison.Ordinal);
    }

    private Task GetAsync(string token) => api.Gateway.GetAsync("/api", token).IsFromServiceAsync();

    private Task<CommandRun> ReportAsync(params string[] more) => CommandRun.OfAsync(
        ["shadow", "report", "--admin", $"{api.Gateway.Admin.BaseAddress}", "--admin-token-file", api.Gateway.AdminTokenFile, .. more]);

    [GeneratedRegex(@"^```console live\n\$ gateway shadow report[^\n]*\n(?<output>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex("^policy [0-9a-f]{12},")]
    private static partial Regex Hash();
}
