using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Tools.Validate;

/// <summary><c>validate --online</c> against an issuer that lies in every way, and services that are not there.</summary>
public sealed class OnlineTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");
    private TestIssuer issuer = null!;
    private RecordingUpstream service = null!;

    public async Task InitializeAsync()
    {
        issuer = await TestIssuer.StartAsync();
        service = await RecordingUpstream.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await issuer.DisposeAsync();
        await service.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Where_all_is_well_it_says_with_which_keys()
    {
        issuer.Published.Add(TestIssuer.NewRsaKey());
        var run = await RunAsync();

        Assert.True(run.ExitCode == 0, run.Out);
        Assert.Contains("appsettings.routes.json:3:36 ok issuer \"main\": answers with 1 ES256, 1 RS256\n", run.Out, StringComparison.Ordinal);
        Assert.Contains($"appsettings.routes.json:6:44 ok API \"api\": {new Uri(service.Url).Authority} takes connections\n", run.Out, StringComparison.Ordinal);
        Assert.Empty(service.Seen);
    }

    [Fact]
    public async Task Keys_that_are_not_used_are_named_with_their_reason()
    {
        var weak = TestIssuer.NewRsaKey(1024);
        issuer.Published.Add(weak);
        var run = await RunAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"answers with 1 ES256; not used: \"{weak.KeyId}\" (weak)", run.Out, StringComparison.Ordinal);

        issuer.Publish(weak);
        await IsWrongAsync("no-usable-key", $"not used: \"{weak.KeyId}\" (weak)");
    }

    [Fact]
    public async Task Another_issuer_is_said_with_both_and_the_slash_pointed_out()
    {
        issuer.ClaimedIssuer = issuer.Url + "/";
        await IsWrongAsync("other-issuer", $"the file says \"{issuer.Url}\", its discovery document \"{issuer.Url}/\": they differ in the final '/' only");

        issuer.ClaimedIssuer = "https://other.example.com";
        await IsWrongAsync("other-issuer", "its discovery document \"https://other.example.com\"; tokens");
    }

    public static TheoryData<string, Action<TestIssuer>, string, string> Lies => new()
    {
        { "failing", issuer => issuer.Failing = 500, "issuer-unreachable", "status" },
        { "redirect", issuer => issuer.Discovery = TestAnswer.Redirect("/elsewhere"), "issuer-unreachable", "redirect" },
        { "no JSON", issuer => issuer.Discovery = TestAnswer.Text("<html>"), "bad-discovery", "not json" },
        { "no discovery", issuer => issuer.Discovery = TestAnswer.Json("{}"), "bad-discovery", "not discovery" },
        { "no keys", issuer => issuer.KeySet = TestAnswer.Status(404), "keys-unreachable", "status" },
        { "endless keys", issuer => issuer.KeySet = TestAnswer.Endless(), "keys-unreachable", "too large" },
        { "no key set", issuer => issuer.KeySet = TestAnswer.Json("[]"), "bad-keys", "not key set" },
        { "empty key set", issuer => issuer.KeySet = TestAnswer.Json("""{"keys":[]}"""), "no-usable-key", "no key that can be used" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task An_issuer_that_is_no_use_is_wrong(string name, Action<TestIssuer> lie, string code, string said)
    {
        Assert.NotEmpty(name);
        lie(issuer);
        await IsWrongAsync(code, said);
    }

    [Fact]
    public async Task An_issuer_that_is_not_there_is_unreachable()
    {
        var url = issuer.Url;
        await issuer.DisposeAsync();
        var run = await RunAsync(issuerUrl: url);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("wrong issuer-unreachable issuer \"main\": its discovery document cannot be had", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Introspection_needs_an_endpoint()
    {
        const string introspection = ", 'Introspection': { 'ClientId': 'gateway', 'ClientSecretFile': 'secret' }";
        await IsWrongAsync("no-introspection-endpoint", "names no usable introspection_endpoint", introspection);

        issuer.Discovery = TestAnswer.Json(new JsonObject
        {
            ["issuer"] = issuer.Url,
            ["jwks_uri"] = issuer.Url + "/jwks",
            ["introspection_endpoint"] = issuer.Url + "/introspect",
        }.ToJsonString());
        Assert.Equal(0, (await RunAsync(introspection)).ExitCode);
    }

    [Fact]
    public async Task A_service_that_takes_no_connection_is_wrong_at_its_own_line()
    {
        using var nobody = new ClosedPort();
        var run = await RunAsync(upstream: $$"""
            'Yarp': { 'Cluster': { 'Destinations': { 'one': { 'Address': '{{nobody.Url}}' }, 'two': { 'Address': '{{service.Url}}' } } } },
            """);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"wrong service-unreachable API \"api\": {nobody.Authority} takes no connection", run.Out, StringComparison.Ordinal);
        Assert.Contains($"ok API \"api\": {new Uri(service.Url).Authority} takes connections", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_wrong()
    {
        var run = await RunAsync(upstream: "'Upstream': 'http://service.invalid',");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("wrong unknown-host API \"api\": the name service.invalid does not resolve", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_both_lists()
    {
        issuer.Failing = 500;
        var online = JsonNode.Parse((await RunAsync(more: ["--format", "json"])).Out)!["online"]!;
        Assert.Equal(("service", "issuer-unreachable"), (online["well"]![0]!["code"]!.GetValue<string>(), online["wrong"]![0]!["code"]!.GetValue<string>()));
    }

    private async Task IsWrongAsync(string code, string said, string members = "")
    {
        var run = await RunAsync(members);
        Assert.Equal(3, run.ExitCode);
        Assert.Matches($"appsettings.routes.json:3:[0-9]+ wrong {code} ", run.Out);
        Assert.Contains(said, run.Out, StringComparison.Ordinal);
    }

    private async Task<CommandRun> RunAsync(string members = "", string? upstream = null, string? issuerUrl = null, params string[] more)
    {
        var file = Path.Combine(folder.FullName, "appsettings.routes.json");
        await File.WriteAllTextAsync(file, $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': '{{issuerUrl ?? issuer.Url}}', 'Audience': 'a' {{members}} } },
              'Scopes': { 'read': 'r' },
              'Apis': {
                'api': { 'Prefix': '/api', {{upstream ?? $"'Upstream': '{service.Url}',"}} 'Operations': { 'GET /': 'read' } }
              }
            }
            """.Replace('\'', '"'));
        return await CommandRun.OfAsync(["validate", file, "--online", "--env", "Development", .. more]);
    }
}
