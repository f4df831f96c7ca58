using System.Net;
using System.Text.Json;

namespace Gateway.ConformanceTests;

/// <summary>RFC 9728: from a 401 alone a client finds out where to get a token, and with which scopes.</summary>
public sealed class Rfc9728Tests : IAsyncLifetime
{
    private const string WellKnown = "/.well-known/oauth-protected-resource";

    private TestIssuer people = null!;
    private TestIssuer machines = null!;
    private RecordingUpstream service = null!;
    private TestGateway gateway = null!;

    private string Address => gateway.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public async Task InitializeAsync()
    {
        people = await TestIssuer.StartAsync();
        machines = await TestIssuer.StartAsync();
        service = await RecordingUpstream.StartAsync();
        gateway = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await service.DisposeAsync();
        await machines.DisposeAsync();
        await people.DisposeAsync();
    }

    [Fact]
    public async Task Section_2_the_metadata_says_what_is_accepted()
    {
        using var answer = await gateway.GetAsync(WellKnown);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal(
            $$"""
            {"resource":"{{Address}}","authorization_servers":["{{people.Url}}","{{machines.Url}}"],
            "scopes_supported":["read","write","feed"],"bearer_methods_supported":["header"]}
            """.ReplaceLineEndings(""),
            await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/a", "read write")]
    [InlineData("/a/nested", "feed")]
    public async Task Section_3_1_an_API_has_its_own_below_the_well_known_path(string prefix, string scopes)
    {
        var metadata = JsonElement.Parse(await gateway.Client.GetStringAsync(new Uri(WellKnown + prefix, UriKind.Relative)));
        Assert.Equal(Address + prefix, metadata.GetProperty("resource").GetString());
        Assert.Equal(scopes, string.Join(' ', metadata.GetProperty("scopes_supported").EnumerateArray()));
        Assert.Equal(
            prefix == "/a" ? [people.Url, machines.Url] : [machines.Url],
            metadata.GetProperty("authorization_servers").EnumerateArray().Select(server => server.GetString()!));
    }

    [Theory]
    [InlineData("/b")]
    [InlineData("/A")]
    [InlineData("/a/other")]
    [InlineData("/a/")]
    public async Task What_is_no_API_has_none(string path) => await gateway.GetAsync(WellKnown + path).IsRefusedAsync(404, "not_found");

    [Fact]
    public async Task Section_3_3_the_resource_is_what_the_client_called()
    {
        var answer = await RawHttp.SendAsync(gateway.Client.BaseAddress!, $"GET {WellKnown}/a HTTP/1.1", "Host: api.example.com:8443", "Connection: close");
        Assert.Contains("\"resource\":\"http://api.example.com:8443/a\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Or_what_the_gateway_was_told_that_it_is_called()
    {
        await using var named = await StartAsync(new Dictionary<string, string?> { ["Gateway:PublicUrl"] = "https://api.example.com/v1/" });
        var metadata = JsonElement.Parse(await named.Client.GetStringAsync(new Uri(WellKnown + "/a", UriKind.Relative)));
        Assert.Equal("https://api.example.com/v1/a", metadata.GetProperty("resource").GetString());
    }

    [Theory]
    [InlineData("api.example.com")]
    [InlineData("ftp://api.example.com")]
    [InlineData("https://api.example.com?x")]
    public async Task An_address_that_is_none_stops_the_start(string url)
    {
        var refused = await Assert.ThrowsAsync<UnusableSettingException>(() => StartAsync(new Dictionary<string, string?> { ["Gateway:PublicUrl"] = url }));
        Assert.Contains($"Gateway:PublicUrl {url}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a", "GET", null)]
    [InlineData("/a", "GET", "x")]
    [InlineData("/a", "POST", "old")]
    [InlineData("/a", "POST", "read")]
    public async Task Section_5_1_every_challenge_names_the_metadata_of_its_API(string path, string method, string? token)
    {
        var sent = token switch
        {
            "read" => people.Token("read"),
            "old" => people.Token("read", payload => payload["exp"] = 1),
            _ => token,
        };
        using var answer = await gateway.SendAsync(method, path, sent);
        Assert.Contains(
            $"resource_metadata=\"{Address}{WellKnown}/a\"", Assert.Single(answer.Headers.GetValues("WWW-Authenticate")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_in_a_browser_can_read_it()
    {
        using var answer = await gateway.GetAsync(WellKnown, change: request => request.Headers.Add("Origin", "https://app.example"));
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    private Task<TestGateway> StartAsync(IReadOnlyDictionary<string, string?>? settings = null) => TestGateway.StartAsync(
        $$"""
        {
          'Version': 1,
          'Issuers': {
            'people': { 'Issuer': '{{people.Url}}', 'Audience': '{{TestIssuer.Audience}}' },
            'machines': { 'Issuer': '{{machines.Url}}', 'Audience': '{{TestIssuer.Audience}}' }
          },
          'Scopes': { 'read': 'r', 'write': { 'Description': 'w', 'Implies': ['read'] }, 'feed': 'f', 'unused': 'u' },
          'Apis': {
            'a': {
              'Prefix': '/a', 'Upstream': '{{service.Url}}',
              'Operations': { 'GET /': 'read', 'POST /': 'write', 'GET /open': { 'Public': true, 'Why': 'test' } }
            },
            'nested': { 'Prefix': '/a/nested', 'Upstream': '{{service.Url}}', 'Issuers': ['machines'], 'Operations': { 'GET /': 'feed' } }
          }
        }
        """,
        settings: settings);
}
