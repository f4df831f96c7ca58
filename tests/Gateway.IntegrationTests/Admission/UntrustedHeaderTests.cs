using Gateway.Forwarding;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Admission;

/// <summary>Headers that services believe, from a client whom nobody vouches for.</summary>
public sealed class UntrustedHeaderTests(EdgeApi edge) : IClassFixture<EdgeApi>
{
    private static readonly string[] Names =
    [
        "Forwarded", "forwarded", "Forwarded-For", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix",
        "X-Forwarded-Uri", "X-Forwarded-Method", "X-Forwarded-Server", "X-Forwarded-Ssl", "X-Forwarded-User", "X-Forwarded", "X-Forward-For",
        "X_Forwarded_For", "X.Forwarded.For", "XForwardedFor", "x--forwarded--for", "-X-Forwarded-For", "X-Forwarded-For-",
        "X-Real-IP", "x.real.ip", "XRealIP", "X-Client-IP", "Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "true.client-ip", "CF-Connecting-IP",
        "CF-Connecting-IPv6", "Fastly-Client-IP", "X-Originating-IP", "X-Remote-IP", "X-Remote-Addr", "X-Original-For", "X-Original-Host", "X-Original-Proto",
        "X-Original-Prefix", "X-Envoy-External-Address", "X-Envoy-Internal", "X-Envoy-Original-Path", "WL-Proxy-Client-IP", "X-Host", "Front-End-Https",
        "Client-Cert", "client-cert", "ClientCert", "Client.Cert", "Client-Cert-Chain", "X-Forwarded-Client-Cert", "X-Forwarded-Tls-Client-Cert",
        "X-SSL-Client-Cert", "X-SSL-Client-S-DN", "X-SSL-CERT", "SSL-Client-Verify", "SSL_CLIENT_CERT", "ssl.client.s.dn", "X-Client-Cert",
        "X-Client-Cert-DN", "X-Client-Certificate", "X-ARR-ClientCert", "X-Amzn-Mtls-Clientcert", "CF-Client-Cert-Der-Base64",
        "X-Original-URL", "x-original-url", "X.Original.URL", "XOriginalURL", "X-Original-URI", "X-Original-Method", "X-Rewrite-URL", "X-Rewrite--URL",
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Override-URL", "Proxy", "PROXY", "Proxy-", "-Proxy", "X-HTTP-Host-Override",
        "X-Sendfile-Type", "X-Accel-Mapping", "x-middleware-subrequest",
        "tracestate", "Trace-State", "baggage", "BAGGAGE", "Correlation-Context", "correlation.context", "X--Request--Id", "Request.Id", "RequestId",
    ];

    public static TheoryData<string> All => [.. Names];

    [Theory]
    [MemberData(nameof(All))]
    public async Task They_do_not_reach_the_service_and_change_nothing(string name)
    {
        foreach (var (way, status) in EdgeApi.Ways)
        {
            var (answered, seen) = await edge.SendAsync(way, "HTTP/1.1", $"{name}: 192.0.2.66", $"{name}: /api/audit");
            Assert.Equal((way, status), (way, answered));
            Assert.All(seen, one =>
            {
                Assert.DoesNotContain(one.Headers, header => string.Join(',', header.Value) is var text && (text.Contains("192.0.2.66", StringComparison.Ordinal)
                    || text.Contains("audit", StringComparison.Ordinal)));
                Assert.Equal(
                    ("127.0.0.1", "http", "gateway", "/api"),
                    (one.Header("X-Forwarded-For"), one.Header("X-Forwarded-Proto"), one.Header("X-Forwarded-Host"), one.Header("X-Forwarded-Prefix")));
            });
        }
    }

    [Fact]
    public async Task The_gateway_is_added_to_Via_after_those_before_it()
    {
        var name = edge.Gateway.Services.GetRequiredService<Pseudonym>().Text;
        Assert.StartsWith("gateway-", name, StringComparison.Ordinal);
        Assert.Equal($"1.1 {name}", Via(await edge.SendAsync("protected", "HTTP/1.1")));
        Assert.Equal($"1.0 {name}", Via(await edge.SendAsync("protected", "HTTP/1.0")));
        Assert.Equal($"1.0 fred, 1.1 p.example.net, 1.1 {name}", Via(await edge.SendAsync("protected", "HTTP/1.1", "Via: 1.0 fred, 1.1 p.example.net")));
        Assert.Equal($"1.0 fred, 2 b (a comment), 1.1 {name}", Via(await edge.SendAsync("protected", "HTTP/1.1", "Via: 1.0 fred", "Via: 2 b (a comment)")));
        Assert.Equal($"anything else, 1.1 {name}", Via(await edge.SendAsync("protected", "HTTP/1.1", "Via: anything else")));

        static string Via((int Status, IReadOnlyCollection<SeenRequest> Seen) outcome) => string.Join(", ", outcome.Seen.Single().Headers["Via"]);
    }

    [Theory]
    [InlineData("{ 'X-Forwarded': 'Append' }", "X-Forwarded-For", "127.0.0.1")]
    [InlineData("{ 'X-Forwarded': 'Append' }", "X-Forwarded-Host", "gateway")]
    [InlineData("{ 'Forwarded': 'for,host,proto,by', 'ForFormat': 'Ip', 'ByFormat': 'Ip' }", "Forwarded", "proto=http;host=\"gateway\";for=127.0.0.1;by=127.0.0.1")]
    [InlineData("{ 'Forwarded': 'for', 'ForFormat': 'Ip', 'Action': 'Append' }", "Forwarded", "for=127.0.0.1")]
    public async Task Whichever_way_the_origin_is_told_the_client_has_no_part_in_it(string transform, string header, string told)
    {
        await using var api = await Api.StartAsync(
            "'GET /': { 'Public': true, 'Why': 'test' }", api: $"'Yarp': {{ 'Route': {{ 'Transforms': [{transform}] }} }},");
        await RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!,
            "GET /api HTTP/1.1", "Host: gateway", "Forwarded: for=192.0.2.66", "X-Forwarded-For: 192.0.2.66", "X-Forwarded-Host: evil");
        Assert.Equal(told, api.Service.Only.Header(header));
        Assert.DoesNotContain(api.Service.Only.Headers, one => one.Value.Any(value => value.Contains("192.0.2.66", StringComparison.Ordinal)));
    }
}
