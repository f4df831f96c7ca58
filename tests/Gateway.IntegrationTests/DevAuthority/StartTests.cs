using DevAuthority;
using DevAuthority.Start;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class StartTests
{
    private const string Development = "--environment=Development";

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Outside_development_it_refuses_to_start_with_exit_code_2(string environment)
    {
        var (code, _, errors) = await RunAsync("", $"--environment={environment}", "--urls=http://127.0.0.1:0");

        Assert.Equal(2, code);
        Assert.Contains(environment, errors, StringComparison.Ordinal);
        Assert.Contains("Development only", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://192.0.2.1:9000")]
    [InlineData("http://authority:9000")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("http://127.0.0.1:0;")]
    public async Task An_address_other_machines_reach_is_refused_with_exit_code_2(string urls)
    {
        var (code, _, errors) = await RunAsync("", Development, $"--urls={urls}");

        Assert.Equal(2, code);
        Assert.StartsWith("DevAuthority does not start:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_other_machines_reach_is_allowed_by_name_and_then_needs_an_issuer()
    {
        string[] everywhere = [Development, "--urls=http://0.0.0.0:0", "--DevAuthority:AllowNonLoopback=true"];

        var refused = Assert.Throws<StartRefusedException>(() => AuthorityApp.Build(everywhere));
        Assert.Contains("Issuer", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(AuthorityApp.Build([.. everywhere, "--DevAuthority:Issuer=http://authority:9000"]));
    }

    [Theory]
    [InlineData("--DevAuthority:Issuer=http://authority:9000/")]
    [InlineData("--DevAuthority:Issuer=http://authority:9000/path")]
    [InlineData("--DevAuthority:Issuer=authority")]
    [InlineData("--DevAuthority:AllowImplict=true")]
    [InlineData("--DevAuthority:AllowImplicit=perhaps")]
    public void An_option_that_is_wrong_or_unknown_stops_the_start(string option)
    {
        Assert.Throws<StartRefusedException>(() => AuthorityApp.Build([Development, "--urls=http://127.0.0.1:0", option]));
    }

    [Theory]
    [InlineData("--AUTHORITY_URL=http://127.0.0.1:0")]
    [InlineData("--AUTHORITY_URL=http://0.0.0.0:0", "--urls=http://127.0.0.1:0")]
    public async Task It_listens_at_AUTHORITY_URL_unless_urls_says_otherwise(params string[] args)
    {
        await using var app = AuthorityApp.Build([Development, .. args]);
        await app.StartAsync();

        Assert.StartsWith("http://127.0.0.1:", app.Urls.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(":9000", app.Urls.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_issuer_is_the_issuer()
    {
        await using var app = AuthorityApp.Build([Development, "--urls=http://127.0.0.1:0", "--DevAuthority:Issuer=http://authority:9000"]);
        await app.StartAsync();
        using var http = new HttpClient();
        var metadata = await http.GetStringAsync(new Uri($"{app.Urls.Single()}/.well-known/openid-configuration"));

        Assert.StartsWith("{\"issuer\":\"http://authority:9000\",", metadata, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_of_a_Kestrel_section_and_http_ports_do_not_open_another_door()
    {
        await using var app = AuthorityApp.Build(
            [Development, "--urls=http://127.0.0.1:0", "--Kestrel:Endpoints:Other:Url=http://0.0.0.0:0", "--http_ports=0"]);
        await app.StartAsync();

        Assert.StartsWith("http://127.0.0.1:", app.Urls.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told_with_exit_code_2()
    {
        await using var app = AuthorityApp.Build([Development, "--urls=http://127.0.0.1:0"]);
        await app.StartAsync();
        var (code, _, errors) = await RunAsync("", Development, $"--urls={app.Urls.Single()}");

        Assert.Equal(2, code);
        Assert.Contains("address already in use", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_hash_prints_a_hash_of_what_it_reads()
    {
        var (code, output, _) = await RunAsync("a secret\n", "hash");

        Assert.Equal(0, code);
        Assert.True(global::DevAuthority.Seeds.SecretHash.TryParse(output.TrimEnd(), out var hash));
        Assert.True(hash.Verify("a secret"));
    }

    [Fact]
    public async Task The_verb_hash_without_a_secret_is_refused()
    {
        Assert.Equal(2, (await RunAsync("", "hash")).Code);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (code, output, _) = await RunAsync("", "--help");

        Assert.Equal(0, code);
        Assert.All(
            new[] { "--urls", "hash", "Issuer", "Seeds", "AllowImplicit", "AllowNonLoopback" },
            option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string input, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(args, new StringReader(input), output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
