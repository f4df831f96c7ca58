using System.Net;

namespace Gateway.IntegrationTests.Admission;

/// <summary>What a service answers reaches the client, but for what is not the service's to say and what was for the gateway only.</summary>
public sealed class AnsweredHeaderTests
{
    [Theory]
    [InlineData("Gateway-Subject")]
    [InlineData("gateway_assertion")]
    [InlineData("GatewayClaims")]
    [InlineData("X-Tenant")]
    [InlineData("x.user.email")]
    [InlineData("XTENANT")]
    [InlineData("X-Hop")]
    [InlineData("x-HOP-too")]
    public async Task These_do_not_reach_the_client_and_others_do(string name)
    {
        using var answer = await AskAsync(
            HttpVersion.Version11,
            "HTTP/1.1 200 OK", "Content-Length: 4", "Connection: X-Hop,, close", "Connection: X-Hop-Too", $"{name}: not for clients", "X-Mine: kept", "", "body");

        Assert.Equal("body", (await answer.Content.ReadAsStringAsync()).TrimEnd());
        Assert.DoesNotContain("not for clients", answer.Headers.ToString(), StringComparison.Ordinal);
        Assert.Equal(["kept"], answer.Headers.GetValues("X-Mine"));
    }

    [Theory]
    [InlineData("Gateway-Scopes")]
    [InlineData("gateway.subject")]
    [InlineData("X-Tenant")]
    [InlineData("x_user_email")]
    [InlineData("X-Hop")]
    public async Task Nor_do_they_as_trailers(string name)
    {
        using var answer = await AskAsync(
            HttpVersion.Version20,
            "HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "Connection: x-hop", "", "4", "body", "0", $"{name}: not for clients", "X-Last: kept", "");

        Assert.Equal("body", await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain("not for clients", answer.TrailingHeaders.ToString(), StringComparison.Ordinal);
        Assert.Equal(["kept"], answer.TrailingHeaders.GetValues("X-Last"));
    }

    private static async Task<HttpResponseMessage> AskAsync(Version version, params string[] lines)
    {
        using var service = RawService.Start(lines);
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Apis': { 'api': {
                'Prefix': '/api', 'Upstream': '{{service.Url}}', 'Forward': { 'email': 'X-User-Email', 'tenant': 'X-Tenant' },
                'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } }
              } }
            }
            """,
            settings: new Dictionary<string, string?> { ["Kestrel:EndpointDefaults:Protocols"] = version.Major == 2 ? "Http2" : "Http1" });
        var answer = await gateway.GetAsync("/api", change: request =>
        {
            request.Version = version;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        });
        await answer.Content.LoadIntoBufferAsync();
        return answer;
    }
}
