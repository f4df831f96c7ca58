namespace Gateway.IntegrationTests.Admission.Framing;

/// <summary>
/// Where a request ends is beyond doubt, or it is refused and its connection closed: nothing that follows on it becomes a request of its own.
/// </summary>
public sealed class FramingTests(OpenApi api) : IClassFixture<OpenApi>
{
    private const string Post = "POST /api HTTP/1.1||Host: gateway||";
    private const string Get = "GET /api HTTP/1.1||Host: gateway||";

    public static readonly TheoryData<string> Doubtful =
    [
        // Two lengths (RFC 9112 sections 6.1 and 6.3).
        Post + "Content-Length: 4||Transfer-Encoding: chunked||||0||||",
        Post + "Transfer-Encoding: chunked||Content-Length: 4||||0||||",
        Post + "Transfer-Encoding: chunked||Content-Length: 0||||0||||",
        Post + "Transfer-Encoding: chunked||Content-Length: 4, 4||||0||||",
        Post + "Content-Length: 4||Transfer-Encoding: identity||||body",
        Post + "Content-Length: 4||Transfer-Encoding: x||||body",
        Post + "Content-Length: 4||Transfer-Encoding:||||body",
        Get + "Content-Length: 4||Transfer-Encoding: chunked||||0||||",
        Post + "Content-Length: 4||Content-Length: 5||||body",
        Post + "Content-Length: 5||Content-Length: 4||||body",
        Post + "Content-Length: 4||Content-Length: 4||||body",
        Post + "Content-Length: 4, 5||||body",
        Post + "Content-Length: 4, 4||||body",

        // No length at all.
        Post + "Content-Length: +4||||body",
        Post + "Content-Length: -1||||body",
        Post + "Content-Length: 0x4||||body",
        Post + "Content-Length: 4 4||||body",
        Post + "Content-Length: 4abc||||body",
        Post + "Content-Length: 4;||||body",
        Post + "Content-Length: 4.0||||body",
        Post + "Content-Length: <VT>4||||body",
        Post + "Content-Length:||||body",
        Post + "Content-Length: 99999999999999999999||||body",
        Post + "Content-Length: 000000000000000000000000000004||||body",
        Post + "Content-Length : 4||||body",
        Post + "Content-Length: 4|| 5||||body",
        Post + "Content-Length:|| 4||||body",

        // Codings that nobody knows, or in an order that leaves the end open.
        Post + "Transfer-Encoding: identity||||body",
        Post + "Transfer-Encoding: gzip||||body",
        Post + "Transfer-Encoding: gzip, chunked||||0||||",
        Post + "Transfer-Encoding: chunked, gzip||||0||||",
        Post + "Transfer-Encoding: chunked, chunked||||0||||",
        Post + "Transfer-Encoding: chunked, identity||||0||||",
        Post + "Transfer-Encoding: identity, chunked||||0||||",
        Post + "Transfer-Encoding: chunked||Transfer-Encoding: chunked||||0||||",
        Post + "Transfer-Encoding: chunked||Transfer-Encoding: identity||||0||||",
        Post + "Transfer-Encoding: gzip||Transfer-Encoding: chunked||||0||||",
        Post + "Transfer-Encoding: xchunked||||0||||",
        Post + "Transfer-Encoding: chunkedx||||0||||",
        Post + "Transfer-Encoding: \"chunked\"||||0||||",
        Post + "Transfer-Encoding: chunked;q=1||||0||||",
        Post + "Transfer-Encoding: chunked<VT>||||0||||",
        Post + "Transfer-Encoding: ,chunked||||0||||",
        Post + "Transfer-Encoding: chunked,||||0||||",
        Post + "Transfer-Encoding:||||0||||",
        Post + "Transfer-Encoding : chunked||||0||||",
        Post + "Transfer-Encoding<VT>: chunked||||0||||",
        Post + "Transfer-Encoding:|| chunked||||0||||",
        Post + " Transfer-Encoding: chunked||||0||||",
        Post + "X: y|| Transfer-Encoding: chunked||||0||||",
        Post + "X: y<LF>Transfer-Encoding: chunked||||0||||",
        Post + "X: y<CR>Transfer-Encoding: chunked||||0||||",
        Post + "Transfer-Encoding: chunked<LF>||0||||",

        // HTTP/1.0 has none (RFC 9112 section 6.1).
        "POST /api HTTP/1.0||Host: gateway||Transfer-Encoding: chunked||||0||||",
        "POST /api HTTP/1.0||Transfer-Encoding: chunked||Connection: keep-alive||||0||||",
        "POST /api HTTP/1.0||Content-Length: 5||Transfer-Encoding: chunked||Connection: keep-alive||||0||||",
        "GET /api HTTP/1.0||Transfer-Encoding: chunked||Connection: keep-alive||||0||||",
        "POST /api HTTP/1.0||Transfer-Encoding: gzip, chunked||||0||||",

        // Lines (RFC 9112 sections 2.2 and 5).
        "GET /api HTTP/1.1<LF>Host: gateway||||",
        "GET /api HTTP/1.1||Host: gateway<LF>||",
        "GET /api HTTP/1.1||Host: gateway||X: y<LF>Z: z||||",
        "GET /api HTTP/1.1||Host: gateway||<LF>",
        "GET /api HTTP/1.1<CR>Host: gateway||||",
        "GET /api HTTP/1.1<CR><CR><LF>Host: gateway||||",
        "GET /api HTTP/1.1||Host: gateway<CR><CR><LF>||",
        Get + "X: a<CR>b||||",
        Get + "X: a<NUL>b||||",
        Get + "X<NUL>: a||||",
        Get + "X||||",
        Get + ": a||||",
        Get + "X Y: a||||",
        Get + "X : a||||",
        Get + "X(: a||||",
        Get + "X\": a||||",
        Get + "X\u00e9: a||||",
        Get + "X: a|| b||||",
        Get + "X: a||\tb||||",
        "GET /api HTTP/1.1|| Host: gateway||||",
        "GET /api HTTP/1.1||X: y|| Host: gateway||||",

        // The first line (RFC 9112 section 3).
        "GET\t/api HTTP/1.1||Host: gateway||||",
        "GET /api\tHTTP/1.1||Host: gateway||||",
        "GET  /api HTTP/1.1||Host: gateway||||",
        "GET /api HTTP/1.1 ||Host: gateway||||",
        " GET /api HTTP/1.1||Host: gateway||||",
        "GET /a pi HTTP/1.1||Host: gateway||||",
        "GET /api?a b HTTP/1.1||Host: gateway||||",
        "GET /api||Host: gateway||||",
        "GET HTTP/1.1||Host: gateway||||",
        "/api HTTP/1.1||Host: gateway||||",
        "GET /api http/1.1||Host: gateway||||",
        "GET /api HTTP/1.1x||Host: gateway||||",
        "GET /api HTTP/1||Host: gateway||||",
        "GET /api HTTP/1.2||Host: gateway||||",
        "GET /api HTTP/2.0||Host: gateway||||",
        "GET /api HTTP/0.9||Host: gateway||||",
        "G(T /api HTTP/1.1||Host: gateway||||",
        "G<NUL>T /api HTTP/1.1||Host: gateway||||",
        "G\u00e9T /api HTTP/1.1||Host: gateway||||",

        // Whose it is (RFC 9112 section 3.2).
        "GET /api HTTP/1.1||||",
        "GET /api HTTP/1.1||Host: gateway||Host: gateway||||",
        "GET /api HTTP/1.1||Host: gateway||Host: other||||",
        "GET /api HTTP/1.1||Host: gate way||||",
        "GET /api HTTP/1.1||Host: gateway, other||||",
        "GET /api HTTP/1.1||Host: gateway/x||||",
        "GET /api HTTP/1.1||Host: gateway\\x||||",
        "GET /api HTTP/1.1||Host: gateway?x||||",
        "GET /api HTTP/1.1||Host: gateway#x||||",
        "GET /api HTTP/1.1||Host: user@gateway||||",
        "GET /api HTTP/1.1||Host: gateway:x||||",
        "GET /api HTTP/1.1||Host: [::1||||",
        "GET /api HTTP/1.1||Host: gat\u00e9way||||",
        "GET http://other/api HTTP/1.1||Host: gateway||||",
        "GET http://gateway:81/api HTTP/1.1||Host: gateway||||",
    ];

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task What_is_doubtful_is_refused_and_the_connection_closed(string request)
    {
        var statuses = await api.SendAsync(request);
        Assert.True(statuses is [400 or 501 or 505], $"{request}: {string.Join(", ", statuses)}");
        Assert.Empty(api.Seen);
    }

    [Theory]
    [InlineData(Post + "Content-Length: 4||||body")]
    [InlineData(Post + "Content-Length: 0||||")]
    [InlineData(Post + "Content-Length: 04||||body")]
    [InlineData(Post + "Content-Length:4||||body")]
    [InlineData(Post + "Content-Length:   4  ||||body")]
    [InlineData(Post + "Transfer-Encoding: chunked||||0||||")]
    [InlineData(Post + "Transfer-Encoding: chunked||||4||body||0||||")]
    [InlineData(Post + "transfer-encoding: CHUNKED||||4||body||0||||")]
    [InlineData(Post + "Transfer-Encoding:\tchunked\t||||4||body||0||||")]
    [InlineData(Post + "Transfer-Encoding: chunked||||4;a=b||body||0||||")]
    [InlineData(Post + "Transfer-Encoding: chunked||||4||body||0||X: y||||")]
    [InlineData(Post + "Transfer_Encoding: chunked||Content-Length: 4||||0||||")]
    [InlineData(Get + "||")]
    [InlineData(Get + "X:||||")]
    [InlineData(Get + "X:y||||")]
    [InlineData(Get + "Content-Length: 4||||body")]
    [InlineData("GET http://gateway/api HTTP/1.1||Host: gateway||||")]
    [InlineData("GET /api  HTTP/1.1||Host: gateway||||")] // RFC 9112 section 3 lets a server read over it
    [InlineData("GET /api HTTP/1.1||Host: GATEWAY:80||||")]
    public async Task What_is_well_formed_is_one_request_and_what_follows_is_the_next(string request)
    {
        Assert.Equal([200, 200], await api.SendAsync(request, "GET /api/next HTTP/1.1||Host: gateway||Connection: close||||"));
        Assert.Equal(["/", "/next"], api.Seen.Select(seen => seen.Target));
    }

    [Theory]
    [InlineData("get /api HTTP/1.1")]
    [InlineData("Get /api HTTP/1.1")]
    [InlineData("gET /api HTTP/1.1")]
    [InlineData("GeT /api HTTP/1.1")]
    [InlineData("options /api HTTP/1.1")]
    [InlineData("head /api HTTP/1.1")]
    [InlineData("connect gateway:80 HTTP/1.1")]
    [InlineData("GETx /api HTTP/1.1")]
    [InlineData("GETX /api HTTP/1.1")]
    [InlineData("PRI * HTTP/1.1")]
    [InlineData("* * HTTP/1.1")]
    [InlineData("GET * HTTP/1.1")]
    [InlineData("GET gateway:80 HTTP/1.1")]
    [InlineData("GET /api#x HTTP/1.1")]
    [InlineData("GET /api?x#y HTTP/1.1")]
    [InlineData("GET http://user@gateway/api HTTP/1.1")]
    [InlineData("GET http://gateway/api#x HTTP/1.1")]
    [InlineData("GET ftp://gateway/api HTTP/1.1")]
    [InlineData("GET api HTTP/1.1")]
    [InlineData("OPTIONS * HTTP/1.1")]
    public async Task A_method_or_target_that_looks_like_another_is_not_taken_for_it(string line)
    {
        var host = line.Contains("gateway:80", StringComparison.Ordinal) ? "gateway:80" : "gateway";
        var statuses = await api.SendAsync($"{line}||Host: {host}||Connection: close||||", following: "");
        Assert.Contains(Assert.Single(statuses), line.StartsWith("OPTIONS", StringComparison.Ordinal) ? new[] { 204, 400, 404 } : [400, 404, 405, 501]);
        Assert.Empty(api.Seen);
    }
}
