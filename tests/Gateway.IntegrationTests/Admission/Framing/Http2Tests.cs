namespace Gateway.IntegrationTests.Admission.Framing;

/// <summary>HTTP/2 has no lines to be split, and other ways to say one thing to one server and another to the next (RFC 9113 section 8).</summary>
public sealed class Http2Tests : IAsyncLifetime
{
    private const string Operations = "'GET /{**rest}': { 'Public': true, 'Why': 'test' }, 'POST /{**rest}': { 'Public': true, 'Why': 'test' }";

    private static readonly Dictionary<string, string?> OnlyHttp2 = new() { ["Kestrel:EndpointDefaults:Protocols"] = "Http2" };

    /// <summary>What is done to <c>:method GET, :scheme http, :path /api, :authority gateway</c>: name=value adds, or sets what begins
    /// with a colon, +name=value adds, -name removes.</summary>
    private static readonly string[] Malformed =
    [
        // Section 8.2.2: about one connection.
        "connection=close", "connection=x-hop", "keep-alive=timeout=5", "proxy-connection=keep-alive", "transfer-encoding=chunked", "transfer-encoding=identity",
        "upgrade=h2c", "upgrade=websocket", "te=gzip", "te=trailers, gzip",

        // Section 8.2.1: what is no field.
        "X-Upper=a", "x y=a", "x\u00e9=a", "x:y=a", "=a", "x=a\rb", "x=a\nb", "x=a\0b", "x=a\r\nhidden: 1",

        // Section 8.3: pseudo-header fields.
        "-:method", "-:path", "-:scheme", "+:method=POST", "+:path=/api/y", "+:status=200", "+:other=a", "x=a & +:scheme=http",

        // Section 8.3.1: the target.
        ":path=", ":path=api", ":path=http://gateway/api", ":path=/api/a b", ":path=/api/a\tb", ":path=/api/a\u0001b", ":path=/api/a\u00e9", ":path=/api#x",
        ":path=/api?a b", ":path=/api?a\tb", ":path=/api?a\r\nb", ":path=/api?a\u00e9", ":path=/api?a#b", ":path=/api//a", ":path=/api/../x", ":path=/api/%2e%2e/x",
        ":path=/api/a%2fb", ":path=/api/a\\b", ":path=/api/a;b", ":path=*",

        // Methods, and whose it is.
        ":method=get", ":method=Get", ":method=G T", ":method=", ":method=TRACE", ":authority=user@gateway", ":authority=gate way", ":authority=gateway/x",
        ":authority=gateway,other", ":authority=gateway#x",

        // Section 8.1.1: a length that is not the body's.
        "content-length=5", "content-length=-1", "content-length=x", "content-length=0 & content-length=5", "content-length=5 & content-length=5",
    ];

    private RecordingUpstream service = null!;
    private TestGateway gateway = null!;

    public async Task InitializeAsync()
    {
        service = await RecordingUpstream.StartAsync();
        gateway = await TestGateway.StartAsync(
            $$"""{ 'Version': 1, 'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', 'Operations': { {{Operations}} } } } }""",
            settings: OnlyHttp2);
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_request_that_is_malformed_reaches_no_service()
    {
        var taken = new List<string>();
        foreach (var changes in Malformed)
        {
            var status = await RawHttp2.StatusAsync(gateway.Client.BaseAddress!, Fields(changes));
            if (status is not (0 or (>= 400 and < 500) or 501) || service.Seen.Count > 0)
            {
                taken.Add($"{changes}: {status}, {service.Seen.Count}");
                service.Forget();
            }
        }

        Assert.Empty(taken);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("te=trailers", null)]
    [InlineData("x=a", null)]
    [InlineData(":method=POST", "body")]
    [InlineData(":method=POST & content-length=4", "body")]
    [InlineData(":path=/api?a=b", null)]
    [InlineData("cookie=a=b & cookie=c=d", null)]
    public async Task A_request_that_is_not_does(string changes, string? body)
    {
        Assert.Equal(200, await RawHttp2.StatusAsync(gateway.Client.BaseAddress!, Fields(changes), body));
        Assert.Equal("/", service.Only.Target.Split('?')[0]);
    }

    [Theory]
    [InlineData(":method=POST & content-length=2", "body")]
    [InlineData(":method=POST & content-length=5", "body")]
    public async Task A_body_of_another_length_is_no_complete_request(string changes, string body)
    {
        Assert.NotEqual(200, await RawHttp2.StatusAsync(gateway.Client.BaseAddress!, Fields(changes), body));
        Assert.InRange(service.Seen.Count, 0, 1);
    }

    /// <summary>The pseudo-header field counts (RFC 9113 section 8.3.1), and only one of the two is passed on.</summary>
    [Fact]
    public async Task There_is_one_authority()
    {
        await RawHttp2.StatusAsync(gateway.Client.BaseAddress!, Fields("host=other"));
        Assert.All(service.Seen, seen => Assert.Equal("gateway", seen.Header("X-Forwarded-Host")));
    }

    private static List<(string Name, string Value)> Fields(string changes)
    {
        List<(string Name, string Value)> fields = [(":method", "GET"), (":scheme", "http"), (":path", "/api"), (":authority", "gateway")];
        foreach (var change in changes.Split(" & ", StringSplitOptions.RemoveEmptyEntries))
        {
            if (change.StartsWith('-'))
            {
                fields.RemoveAll(field => field.Name == change[1..]);
                continue;
            }

            var end = change.IndexOf('=', StringComparison.Ordinal);
            var field = (Name: change[..end].TrimStart('+'), Value: change[(end + 1)..]);
            if (change.StartsWith(':'))
            {
                fields[fields.FindIndex(one => one.Name == field.Name)] = field;
            }
            else
            {
                fields.Add(field);
            }
        }

        return fields;
    }
}
