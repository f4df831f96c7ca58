using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Routes;
using Gateway.Tools;
using Microsoft.Extensions.Logging;
using Api = Gateway.Testing.Api;
using Repository = global::Stack.Run.Repository;

namespace Gateway.IntegrationTests.Documents;

/// <summary>The page at <c>/docs</c> as bytes; <c>Gateway.BrowserTests</c> uses it.</summary>
public sealed partial class DocsPageTests : IAsyncLifetime
{
    private Api api = null!;

    private string Address => api.Gateway.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public async Task InitializeAsync() => api = await Api.StartAsync(
        "'GET /': 'read'",
        settings: new Dictionary<string, string?> { ["Gateway:Docs:ClientId"] = "a \"client\"", ["Gateway:Docs:Origins:0"] = "https://tokens.example.com" });

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/signed-in")]
    public async Task Its_policy_allows_its_own_files_and_calls_to_gateway_and_issuers(string path)
    {
        using var answer = await api.Gateway.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal(
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' {Address} {api.Issuer.Url} "
            + "https://tokens.example.com; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("a.example; script-src *")]
    [InlineData("a.example' *")]
    public async Task What_a_request_calls_the_gateway_cannot_add_to_the_policy(string host)
    {
        var answer = await RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!, "GET /docs HTTP/1.1", $"Host: {host}");
        Assert.DoesNotContain("script-src *", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("connect-src 'self' *", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_it_names_is_there_and_from_here()
    {
        var page = await api.Gateway.Client.GetStringAsync(new Uri("/docs", UriKind.Relative));
        var named = Named().Matches(page).Select(match => match.Groups[1].Value).Except(["data:,", "/openapi.json"]).ToList();
        Assert.True(named.Count >= 8, page);
        Assert.All(named, address => Assert.StartsWith("/", address, StringComparison.Ordinal));
        foreach (var address in named)
        {
            using var answer = await api.Gateway.GetAsync(address);
            Assert.True(answer.IsSuccessStatusCode, address);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task It_knows_its_client_and_the_audience_that_the_issuers_agree_on()
    {
        var page = await api.Gateway.Client.GetStringAsync(new Uri("/docs", UriKind.Relative));
        var settings = JsonElement.Parse(WebUtility.HtmlDecode(Settings().Match(page).Groups[1].Value));
        Assert.Equal(
            ("a \"client\"", TestIssuer.Audience, "/docs/signed-in"),
            (settings.GetProperty("clientId").GetString(), settings.GetProperty("audience").GetString(), settings.GetProperty("redirect").GetString()));
    }

    [Theory]
    [InlineData("swagger-ui.js", "swagger-ui-bundle.js")]
    [InlineData("swagger-ui.css", "swagger-ui.css")]
    [InlineData("signed-in.js", "oauth2-redirect.js")]
    public async Task The_files_of_Swagger_UI_are_those_whose_sums_are_written_down(string file, string original)
    {
        var plain = await api.Gateway.Client.GetByteArrayAsync(new Uri("/docs/" + file, UriKind.Relative));
        var sums = await File.ReadAllTextAsync(Path.Combine(
            Repository.Root, "gateway", "Gateway", "Documents", "DocsPage", "swagger-ui", "README.md"));
        Assert.Contains($"| `{original}` | `{Convert.ToHexStringLower(SHA256.HashData(plain))}` |", sums, StringComparison.Ordinal);

        using var compressed = await api.Gateway.GetAsync("/docs/" + file, change: request => request.Headers.AcceptEncoding.ParseAdd("gzip, br"));
        Assert.Equal("gzip", compressed.Content.Headers.ContentEncoding.Single());
        await using var bytes = new GZipStream(await compressed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var read = new MemoryStream();
        await bytes.CopyToAsync(read);
        Assert.Equal(plain, read.ToArray());
    }

    [Fact]
    public async Task A_browser_that_has_a_file_is_told_so()
    {
        using var first = await Get();
        using var second = await Get(first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);

        Task<HttpResponseMessage> Get(string? tag = null) => api.Gateway.GetAsync("/docs/swagger-ui.css", change: request =>
        {
            request.Headers.AcceptEncoding.ParseAdd("gzip");
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        });
    }

    [Theory]
    [InlineData("/docs/nothing.js")]
    [InlineData("/docs/README.md")]
    [InlineData("/docs/docs/docs.js")]
    public async Task There_is_nothing_else(string path) => await api.Gateway.GetAsync(path).IsRefusedAsync(404, "not_found");

    [Theory]
    [InlineData("/docs/..%2Fpage.css")]
    [InlineData("/docs//docs.js")]
    public async Task Nor_is_there_another_way_to_it(string path) => await api.Gateway.GetAsync(path).IsRefusedAsync(400, "ambiguous_path");

    [Fact]
    public async Task Outside_of_Development_it_is_not_there_unless_it_is_switched_on()
    {
        const string Policy =
            """{ "Version": 1, "Apis": { "api": { "Prefix": "/api", "Upstream": "http://127.0.0.1:9", "Operations": { "GET /": { "Public": true, "Why": "test" } } } } }""";
        var read = RouteTableReader.Read("appsettings.routes.json", Encoding.UTF8.GetBytes(Policy), new RoutesEnvironment("Production", _ => null));
        foreach (var (enabled, status) in new[] { ((string?)null, HttpStatusCode.NotFound), ("true", HttpStatusCode.OK) })
        {
            await using var gateway = Program.Build(new ServeOptions("http://127.0.0.1:0", "http://127.0.0.1:0", "Production"), read.Table!, null, builder =>
            {
                builder.Configuration["Gateway:Docs:Enabled"] = enabled;
                builder.Logging.ClearProviders();
            });
            await gateway.StartAsync();
            using var http = new HttpClient { BaseAddress = new Uri(gateway.Urls.First()) };
            foreach (var path in new[] { "/docs", "/docs/signed-in", "/docs/swagger-ui.js" })
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
                Assert.Equal(status, answer.StatusCode);
            }
        }
    }

    [GeneratedRegex("""(?:href|src)="([^"]*)["]""")]
    private static partial Regex Named();

    [GeneratedRegex("""data-settings="([^"]*)["]""")]
    private static partial Regex Settings();
}
