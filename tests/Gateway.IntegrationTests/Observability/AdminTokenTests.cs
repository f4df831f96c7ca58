using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.IntegrationTests.Tools;

namespace Gateway.IntegrationTests.Observability;

/// <summary>The admin token: without it the admin listener tells how it is, and nothing else.</summary>
public sealed class AdminTokenTests : IDisposable
{
    private const string PublicApi =
        """{ "Version": 1, "Apis": { "api": { "Prefix": "/api", "Upstream": "http://127.0.0.1:9", "Operations": { "GET /": { "Public": true, "Why": "test" } } } } }""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("GET", "/revocations")]
    [InlineData("POST", "/revocations")]
    [InlineData("DELETE", "/revocations/x")]
    [InlineData("PUT", "/revocations")]
    [InlineData("GET", "/decisions")]
    [InlineData("GET", "/decisions/x")]
    [InlineData("GET", "/shadow")]
    [InlineData("GET", "/no-such-path")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/health")]
    [InlineData("POST", "/health/live")]
    public async Task Without_the_token_nothing_but_health_is_answered(string method, string path)
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        using var client = new HttpClient { BaseAddress = api.Gateway.Admin.BaseAddress };

        var (_, challenge) = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)).IsRefusedAsync(401, "no_credentials");
        Assert.Equal("Bearer realm=\"gateway\"", challenge);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_open(string path)
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        using var client = new HttpClient { BaseAddress = api.Gateway.Admin.BaseAddress };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer {0}x")]
    [InlineData("Bearer x{0}")]
    [InlineData("Bearer {0} {0}")]
    public async Task Another_token_is_refused(string authorization)
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        await SendAsync(api.Gateway, string.Format(null, authorization, api.Gateway.AdminToken)).IsRefusedTokenAsync("The token is not the admin token");
        await SendAsync(api.Gateway, $"Bearer {api.Gateway.AdminToken[..^1]}").IsRefusedTokenAsync("The token is not the admin token");
        await SendAsync(api.Gateway, $"Bearer {api.Issuer.Token("read")}").IsRefusedTokenAsync("The token is not the admin token");
    }

    [Theory]
    [InlineData("Basic {0}")]
    [InlineData("{0}")]
    [InlineData("Bearer")]
    public async Task What_is_no_Bearer_token_is_none(string authorization)
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        await SendAsync(api.Gateway, string.Format(null, authorization, api.Gateway.AdminToken)).IsRefusedAsync(401, "no_credentials");
    }

    [Fact]
    public async Task The_admin_token_opens_no_operation()
    {
        await using var api = await Api.StartAsync("'GET /': { 'AnyToken': true }");
        await api.Gateway.GetAsync("/api", api.Gateway.AdminToken).IsRefusedAsync(401, "invalid_token");
    }

    [Fact]
    public async Task A_token_that_was_made_at_start_is_in_a_file_of_its_user_only_and_goes_with_the_gateway()
    {
        string path;
        await using (var api = await Api.StartAsync("'GET /': 'read'"))
        {
            path = api.Gateway.AdminTokenFile;
            Assert.Equal(43, (await File.ReadAllTextAsync(path)).Length); // 32 bytes
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task The_token_is_never_logged_or_answered()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        var said = await api.Gateway.Admin.GetStringAsync("/revocations");
        using var refused = await SendAsync(api.Gateway, $"Bearer {api.Gateway.AdminToken}x");
        said += await refused.Content.ReadAsStringAsync() + refused.Headers + api.Gateway.Log.Text;
        Assert.DoesNotContain(api.Gateway.AdminToken, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_token_is_used_and_can_be_rotated()
    {
        var file = Write("token", new string('a', 32) + "\n");
        await using var api = await Api.StartAsync(
            "'GET /': 'read'", settings: new Dictionary<string, string?> { ["Gateway:Admin:TokenFile"] = file });
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(api.Gateway, $"Bearer {new string('a', 32)}")).StatusCode);

        Write("token", new string('b', 32));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(api.Gateway, $"Bearer {new string('b', 32)}")).StatusCode);
        await SendAsync(api.Gateway, $"Bearer {new string('a', 32)}").IsRefusedTokenAsync("The token is not the admin token");

        Write("token", "");
        await SendAsync(api.Gateway, $"Bearer {new string('b', 32)}").IsRefusedTokenAsync("The token is not the admin token");
        await SendAsync(api.Gateway, "Bearer x").IsRefusedTokenAsync("The token is not the admin token");
        Assert.Contains("The admin token cannot be read", api.Gateway.Log.Text, StringComparison.Ordinal);
        await api.DisposeAsync();
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("a token of more than 32 characters with spaces")]
    public async Task A_token_file_without_a_good_token_is_a_reason_not_to_start(string? content)
    {
        var file = content is null ? Path.Combine(folder.FullName, "missing") : Write("token", content);
        using var gateway = Start("http://127.0.0.1:0", file);
        Assert.Equal(2, await gateway.EndAsync());
        Assert.StartsWith($"Not started: Gateway:Admin:TokenFile {file}: ", gateway.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Errors + gateway.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    public async Task Off_loopback_it_listens_only_with_a_token_that_was_configured(string address)
    {
        using var without = Start(address, tokenFile: null);
        Assert.Equal(2, await without.EndAsync());
        Assert.Contains("Gateway:Admin:TokenFile", without.Errors, StringComparison.Ordinal);

        using var with = Start(address, Write("token", new string('a', 40)));
        await with.UntilPrintedAsync("Serving 1 operations");
        Assert.Equal(0, (await with.TerminateAsync()).ExitCode);
    }

    [Theory]
    [InlineData("http://example.com:0")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("nonsense")]
    public async Task A_name_or_another_scheme_is_no_address_even_with_a_token(string address)
    {
        using var gateway = Start(address, Write("token", new string('a', 40)));
        Assert.Equal(2, await gateway.EndAsync());
        Assert.StartsWith($"Not started: --admin {address}: the admin listener has to be at http://", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_says_where_the_token_is_and_removes_it_when_it_ends()
    {
        using var gateway = Start("http://127.0.0.1:0", tokenFile: null);
        await gateway.UntilPrintedAsync("its token in ");
        var path = JsonElement.Parse(gateway.Output.Split('\n')[0]).GetProperty("fields").GetProperty("token_file").GetString()!;
        var token = await File.ReadAllTextAsync(path);

        Assert.Equal(0, (await gateway.TerminateAsync()).ExitCode);
        Assert.False(File.Exists(path));
        Assert.DoesNotContain(token, gateway.Output + gateway.Errors, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content, Encoding.ASCII);
        return path;
    }

    private RunningProgram Start(string admin, string? tokenFile)
    {
        Write("appsettings.routes.json", PublicApi);
        var environment = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Gateway__Admin__TokenFile"] = tokenFile ?? "" };
        return RunningProgram.Start("gateway/Gateway", ["--urls", "http://127.0.0.1:0", "--admin", admin], folder.FullName, environment);
    }

    private static async Task<HttpResponseMessage> SendAsync(TestGateway gateway, string authorization)
    {
        using var client = new HttpClient { BaseAddress = gateway.Admin.BaseAddress };
        var request = new HttpRequestMessage(HttpMethod.Get, "/revocations");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await client.SendAsync(request);
    }
}
