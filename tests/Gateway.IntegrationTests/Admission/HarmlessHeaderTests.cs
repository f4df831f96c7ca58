namespace Gateway.IntegrationTests.Admission;

/// <summary>What is not the gateway's business passes, byte for byte.</summary>
public sealed class HarmlessHeaderTests(EdgeApi edge) : IClassFixture<EdgeApi>
{
    private static readonly string[] Harmless =
    [
        "X-Correlation-ID: a,b,c", "Idempotency-Key: \"8e03978e\"", "X-B3-TraceId: 80f198ee56343ba8", "X-Api-Version: 2024-01-01",
        "X-CSRF-Token: ==~!@$%^&*()", "X-Custom.Dotted.Name: dots", "X-MiXeD-CaSe: KeEp", "lower-case-name: x", "UPPER: X", "X--Double: d", "X-Trailing-: t",
        "1-Digit: 1", "~tilde: t", "X-Quoted: \"a, \\\"b\\\"\"", "X-Tab: a\tb", "X-Spaces: a   b", "X-Comma: ,,,", "X-Colon: a: b:c", "X-Base64: aGk+/w==",
        "X-Gateway-Subject: mine", "My-Gateway-Client: mine", "Gateways: many", "GatewayTimeout: 5", "Gate-Opener: o", "Gate: g", "X-Tenants: t", "Tenant: t",
        "X-User: u", "User-Email: e", "X-Forward: f", "Forward: f", "X-Real: r", "Real-IP-Not: n", "X-Client: c", "X-Client-Id: c", "Client: c", "Client-Id: c",
        "X-Original: o", "X-Original-Filename: f.txt", "Original-URL: u", "X-Rewrite: r", "X-Method: m", "HTTP-Method: m", "X-Proxy: p", "Proxy-Status: s",
        "X-Scheme-Color: dark", "X-Hostname: h", "SSL: s", "TLS: t", "CF-Ray: 230b030023ae2822", "Fastly: f", "True-Client: t", "Front-End: f", "X-Azure-Ref: r",
        "Prefer: return=minimal", "If-None-Match: W/\"x\"", "Accept-Language: de, en;q=0.5", "Cache-Control: no-cache", "Range: bytes=0-1", "Cookie: a=b; c=d",
        "Origin: https://app.example.com", "DPoP: proof", "Content-Disposition: inline", "Last-Event-ID: 3", "Sec-Fetch-Mode: cors", "Destination: /b",
    ];

    public static TheoryData<string> Ways => [.. EdgeApi.Ways.Where(way => way.Value == 200).Select(way => way.Key)];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Other_headers_pass_byte_for_byte(string way)
    {
        var (status, seen) = await edge.SendAsync(way, "HTTP/1.1", Harmless);
        Assert.Equal(200, status);
        Assert.All(Harmless, line =>
        {
            var name = line[..line.IndexOf(':', StringComparison.Ordinal)];
            var (received, values) = Assert.Single(seen.Single().Headers, header => header.Key == name);
            Assert.Equal(line, $"{received}: {Assert.Single(values)}");
        });
    }

    [Fact]
    public async Task Each_of_them_passes_alone()
    {
        foreach (var line in Harmless)
        {
            var (status, seen) = await edge.SendAsync("protected", "HTTP/1.1", line);
            Assert.Equal((line, 200), (line, status));
            Assert.Contains(line, seen.Single().Headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"));
        }
    }

    [Fact]
    public async Task The_lines_of_a_header_stay_in_order()
    {
        var (_, seen) = await edge.SendAsync("protected", "HTTP/1.1", "X-List: a", "X-List: b, c", "X-List: d");
        Assert.Equal("a, b, c, d", string.Join(", ", seen.Single().Headers["X-List"]));
    }

    [Theory]
    [InlineData("x_request_id")]
    [InlineData("_")]
    [InlineData("X-Mixed_Name")]
    [InlineData("trailing_")]
    public async Task A_name_with_an_underscore_is_dropped(string name)
    {
        var (status, seen) = await edge.SendAsync("protected", "HTTP/1.1", $"{name}: value");
        Assert.Equal((200, false), (status, seen.Single().Headers.ContainsKey(name)));
    }

    [Fact]
    public async Task Names_with_underscores_can_be_kept_where_they_are_harmless()
    {
        await using var api = await Api.StartAsync(
            "'GET /': { 'Public': true, 'Why': 'test' }",
            api: "'Forward': { 'tenant': 'X-Tenant' },",
            settings: new Dictionary<string, string?> { ["Gateway:Admission:KeepUnderscoreHeaders"] = "true" });
        await RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!,
            "GET /api HTTP/1.1", "Host: x", "session_id: s", "X_Trace: t", "gateway_subject: n", "x_tenant: n", "X_Forwarded_For: n", "X_HTTP_Method_Override: n",
            "SSL_CLIENT_CERT: n", "Content_Length: 3", "Transfer_Encoding: chunked", "dp_op: n", "Via_: n");
        Assert.Equal(["session_id", "X_Trace"], api.Service.Only.Headers.Keys.Where(name => name.Contains('_', StringComparison.Ordinal)));
    }
}
