namespace Gateway.IntegrationTests.Admission;

/// <summary>What a <c>Connection</c> header names ends at the gateway (RFC 9110 section 7.6.1), and nothing that matters can be named.</summary>
public sealed class NominationTests(EdgeApi edge) : IClassFixture<EdgeApi>
{
    private static readonly string[] Protected =
    [
        "Host", "Authorization", "DPoP", "Cookie", "Content-Length", "content-type", "Content-Encoding", "Transfer-Encoding", "Forwarded", "X-Forwarded-For",
        "X-Forwarded-Host", "X-Forwarded-Anything", "x_forwarded_for", "Via", "Gateway-Subject", "gateway_subject", "GatewayAssertion", "Gateway-Whatever",
        "X-User-Email", "x.user.email", "XTENANT", "X-Real-IP", "Client-Cert", "X-Forwarded-Client-Cert", "X-Original-URL", "\"Gateway-Subject\"",
        "Authorization ", "\tAUTHORIZATION",
    ];

    public static TheoryData<string> Refused => [.. Protected];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task To_name_a_protected_header_is_400_on_every_way(string name)
    {
        foreach (var way in EdgeApi.Ways.Keys)
        {
            foreach (var option in (string[])[name, $"close, {name}", $"keep-alive ,{name}, X-Other", $", ,{name},"])
            {
                var (status, seen) = await edge.SendAsync(way, "HTTP/1.1", $"Connection: {option}");
                Assert.Equal((way, option, 400), (way, option, status));
                Assert.Empty(seen);
            }
        }
    }

    [Fact]
    public async Task The_refusal_says_why_and_names_nothing_of_the_request()
    {
        var answer = await RawHttp.SendAsync(edge.Gateway.Client.BaseAddress!, "GET /api HTTP/1.1", "Host: x", "Connection: Gateway-Subject");
        Assert.Contains("\"code\":\"bad_request\"", answer, StringComparison.Ordinal);
        Assert.Contains("The Connection header names a header that is not about the connection", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Gateway-Subject", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_another_API_maps_cannot_be_named_either()
    {
        await using var service = await RecordingUpstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Apis': {
                'one': { 'Prefix': '/one', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } } },
                'two': {
                  'Prefix': '/two', 'Upstream': '{{service.Url}}', 'Forward': { 'tenant': 'X-Tenant' },
                  'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } }
                }
              }
            }
            """);
        var answer = await RawHttp.SendAsync(gateway.Client.BaseAddress!, "GET /one HTTP/1.1", "Host: x", "Connection: x-tenant");
        Assert.Equal(400, RawHttp.StatusOf(answer));
        Assert.Empty(service.Seen);
    }

    [Theory]
    [InlineData("X-Secret", "X-Secret: 1")]
    [InlineData("close, x-secret", "X-Secret: 1", "X-SECRET: 2")]
    [InlineData("keep-alive,X-Secret", "X-Secret: 1", "Keep-Alive: timeout=5")]
    [InlineData("X-Other,, X-Secret ,", "X-Other: 1", "X-Secret: 1")]
    [InlineData("X-Not-There, X-Secret", "X-Secret: 1")]
    [InlineData("Proxy-Connection, X-Secret", "Proxy-Connection: keep-alive", "X-Secret: 1")]
    [InlineData("X-Secret;q=1, X-Secret", "X-Secret: 1")]
    public async Task A_named_header_does_not_reach_the_service(string options, params string[] lines)
    {
        foreach (var way in EdgeApi.Ways.Where(way => way.Value == 200).Select(way => way.Key))
        {
            var (status, seen) = await edge.SendAsync(way, "HTTP/1.1", [$"Connection: {options}", .. lines, "X-Kept: 1"]);
            Assert.Equal(200, status);
            string[] gone = ["X-Secret", "X-Other", "Connection", "Keep-Alive", "Proxy-Connection"];
            Assert.Empty(seen.Single().Headers.Keys.Intersect(gone, StringComparer.OrdinalIgnoreCase));
            Assert.Equal("1", seen.Single().Header("X-Kept"));
        }
    }

    [Fact]
    public async Task Names_in_a_second_line_count_as_well()
    {
        var (status, seen) = await edge.SendAsync("protected", "HTTP/1.1", "Connection: keep-alive", "Connection: X-Secret", "X-Secret: 1");
        Assert.Equal((200, null), (status, seen.Single().Header("X-Secret")));
    }
}
