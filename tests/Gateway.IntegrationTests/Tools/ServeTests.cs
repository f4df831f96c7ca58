using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Tools;

/// <summary>The program as people start it: what it prints, where, and its exit code.</summary>
public sealed class ServeTests : IDisposable
{
    private const string PublicApi =
        """{ "Version": 1, "Apis": { "api": { "Prefix": "/api", "Upstream": "URL", "Operations": { "GET /": { "Public": true, "Why": "test" } } } } }""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_with_mistakes_stops_the_start_and_all_of_them_are_listed()
    {
        Write("appsettings.routes.json", """
            {
              "Version": 2,
              "Apis": {
                "api": { "Prefix": "/api", "Upstream": "http://127.0.0.1:9", "Operations": { "GET /": "read", "GET /x": {} } }
              }
            }
            """);
        using var gateway = Start();

        Assert.Equal(2, await gateway.EndAsync());
        Assert.Empty(gateway.Output);
        Assert.Contains("appsettings.routes.json:2:14 ", gateway.Errors, StringComparison.Ordinal);
        Assert.Contains("appsettings.routes.json:4:91 unknown-scope ", gateway.Errors, StringComparison.Ordinal);
        Assert.Contains("appsettings.routes.json:4:109 no-requirement ", gateway.Errors, StringComparison.Ordinal);
        Assert.EndsWith("mistakes in appsettings.routes.json.", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_it_says_how_to_name_one()
    {
        using var gateway = Start();
        Assert.Equal((2, true), (await gateway.EndAsync(), gateway.Errors.Contains("--routes FILE", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--nope")]
    [InlineData("--routes")]
    [InlineData("dance")]
    public async Task A_command_line_that_is_not_understood_is_2(params string[] arguments)
    {
        using var gateway = Start(arguments);
        Assert.Equal((2, true), (await gateway.EndAsync(), gateway.Errors.Contains("--help", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    public async Task Help_goes_to_stdout(params string[] arguments)
    {
        using var gateway = Start(arguments);
        Assert.Equal((0, ""), (await gateway.EndAsync(), gateway.Errors));
        Assert.Contains("--routes <FILE|DIR>", gateway.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:9901")]
    [InlineData("http://example.com:9901")]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1:9901/;http://0.0.0.0:9902")]
    [InlineData("http://127.0.0.1:9901/x")]
    [InlineData("https://127.0.0.1:9901")]
    public async Task The_admin_listener_stays_on_loopback(string address)
    {
        Write("appsettings.routes.json", PublicApi.Replace("URL", "http://127.0.0.1:9", StringComparison.Ordinal));
        using var gateway = Start("--admin", address);
        Assert.Equal((2, true), (await gateway.EndAsync(), gateway.Errors.Contains("loopback", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        Write("appsettings.routes.json", PublicApi.Replace("URL", "http://127.0.0.1:9", StringComparison.Ordinal));
        using var gateway = Start("--urls", $"http://{taken.LocalEndpoint}", "--admin", "http://127.0.0.1:0");

        Assert.Equal(2, await gateway.EndAsync());
        Assert.Contains($"Not started: Failed to bind to address http://{taken.LocalEndpoint}", gateway.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Errors + gateway.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://192.0.2.1:18080")]
    public async Task An_address_that_cannot_be_listened_on_is_said_in_a_line(string address)
    {
        Write("appsettings.routes.json", PublicApi.Replace("URL", "http://127.0.0.1:9", StringComparison.Ordinal));
        using var gateway = Start("--urls", address, "--admin", "http://127.0.0.1:0");
        Assert.Equal(2, await gateway.EndAsync());
        Assert.StartsWith("Not started: ", gateway.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Errors + gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_issuers_are_for_Development_only()
    {
        Write("appsettings.routes.json", """
            { "Version": 1, "Issuers": { "i": { "Issuer": "http://127.0.0.1:9", "Audience": "a" } },
              "Apis": { "api": { "Prefix": "/api", "Upstream": "http://127.0.0.1:9", "Operations": { "GET /": { "AnyToken": true } } } } }
            """);
        using var gateway = RunningProgram.Start(
            "gateway/Gateway", [], folder.FullName, new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" });
        Assert.Equal((2, true), (await gateway.EndAsync(), gateway.Errors.Contains("https", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_serves_the_nearest_file_and_ends_at_once_when_told_to()
    {
        await using var service = await RecordingUpstream.StartAsync();
        Write("appsettings.routes.json", PublicApi.Replace("URL", service.Url, StringComparison.Ordinal));
        var below = Directory.CreateDirectory(Path.Combine(folder.FullName, "below")).FullName;
        using var gateway = RunningProgram.Start("gateway/Gateway", ["--urls", "http://127.0.0.1:0", "--admin", "http://127.0.0.1:0"], below);
        await gateway.UntilPrintedAsync("Serving 1 operations of 1 APIs from ../appsettings.routes.json");

        using var http = new HttpClient();
        var address = Regex.Match(gateway.Output, " on (?<url>http://[^;,\\s]+); admin").Groups["url"].Value;
        Assert.Equal("reached", await http.GetStringAsync(new Uri(address + "/api")));

        var (exitCode, took) = await gateway.TerminateAsync();
        Assert.Equal(0, exitCode);
        Assert.True(took < TimeSpan.FromSeconds(10), $"It took {took}."); // most of them for a busy machine
    }

    [Fact]
    public async Task Told_to_stop_a_second_time_it_waits_for_nothing()
    {
        Write("appsettings.routes.json", PublicApi.Replace("URL", "http://127.0.0.1:9", StringComparison.Ordinal));
        using var gateway = RunningProgram.Start(
            "gateway/Gateway",
            ["--urls", "http://127.0.0.1:0", "--admin", "http://127.0.0.1:0"],
            folder.FullName,
            new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Gateway__Drain__Delay"] = "10m" });
        await gateway.UntilPrintedAsync("Serving ");

        var ended = gateway.TerminateAsync();
        await gateway.UntilPrintedAsync("Told to stop: ");
        Assert.False(ended.IsCompleted);
        Assert.Equal(0, (await gateway.TerminateAsync()).ExitCode);
        await ended;
    }

    [Fact]
    public async Task Changing_a_scope_in_the_file_and_starting_again_changes_the_answer()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var service = await RecordingUpstream.StartAsync();
        var routes = (string scope) => $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' } },
              'Scopes': { 'read': 'r', 'write': 'w' },
              'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /': '{{scope}}' } } }
            }
            """;

        await using (var before = await TestGateway.StartAsync(routes("read")))
        {
            await before.GetAsync("/api", issuer.Token("read")).IsFromServiceAsync();
        }

        await using var after = await TestGateway.StartAsync(routes("write"));
        await after.GetAsync("/api", issuer.Token("read")).IsRefusedAsync(403, "insufficient_scope");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    private RunningProgram Start(params string[] arguments) => RunningProgram.Start("gateway/Gateway", arguments, folder.FullName);
}
