using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.IntegrationTests.Forwarding.Streams;

/// <summary>What HTTP has besides a request with a body and an answer with one comes through as it is.</summary>
public sealed class UnchangedTests
{
    private const string Operations = "'GET /': 'read', 'POST /': 'write'";
    private const string Http2ToService = "'Yarp': { 'Cluster': { 'HttpRequest': { 'Version': '2', 'VersionPolicy': 'RequestVersionExact' } } },";

    [Fact]
    public async Task Who_asks_before_sending_a_body_is_refused_without_it()
    {
        await using var api = await Api.StartAsync(Operations);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, api.Gateway.Client.BaseAddress!.Port);
        var stream = client.GetStream();
        // The body never comes.
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.Issuer.Token("read")}\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.Equal("HTTP/1.1 403 Forbidden", await reader.ReadLineAsync()); // and not 100 Continue
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task Who_asks_before_sending_a_body_is_told_to_when_the_service_wants_it()
    {
        await using var api = await Api.StartAsync(Operations);
        api.Service.Answer = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync(await reader.ReadToEndAsync());
        };
        using var body = new CountedContent();
        using var answer = await api.Gateway.SendAsync("POST", "/api", api.Issuer.Token("write"), request =>
        {
            request.Headers.ExpectContinue = true;
            request.Content = body;
        });
        Assert.Equal((HttpStatusCode.OK, "body", 1), (answer.StatusCode, await answer.Content.ReadAsStringAsync(), body.Sent));
    }

    [Fact]
    public async Task HEAD_has_the_headers_of_the_answer_and_no_body()
    {
        await using var api = await Api.StartAsync(Operations);
        api.Service.Answer = context =>
        {
            context.Response.ContentLength = 1234;
            context.Response.Headers.ETag = "\"one\"";
            return Task.CompletedTask;
        };
        using var answer = await api.Gateway.SendAsync("HEAD", "/api", api.Issuer.Token("read"));
        Assert.Equal((HttpStatusCode.OK, 1234, "\"one\""), (answer.StatusCode, answer.Content.Headers.ContentLength, answer.Headers.ETag?.Tag));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("HEAD", api.Service.Only.Method);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task An_answer_without_a_body_stays_one_and_the_connection_goes_on(int status)
    {
        await using var api = await Api.StartAsync(Operations);
        api.Service.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ETag = "\"one\"";
            return Task.CompletedTask;
        };
        var token = api.Issuer.Token("read");
        var answers = await RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!,
            "GET /api HTTP/1.1", "Host: x", $"Authorization: Bearer {token}", "If-None-Match: \"one\"", "",
            "GET /api HTTP/1.1", "Host: x", $"Authorization: Bearer {token}");
        Assert.Equal(2, answers.Split($"HTTP/1.1 {status} ").Length - 1);
        Assert.DoesNotContain("Transfer-Encoding", answers, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("\"one\"", api.Service.Seen.First().Header("If-None-Match"));
    }

    /// <summary>A call of gRPC as it is on the wire, over TLS on both sides: the client finds HTTP/2 by ALPN.</summary>
    [Theory]
    [InlineData("0", null)]
    [InlineData("5", "no such order")]
    public async Task A_call_of_gRPC_has_its_messages_and_its_status(string status, string? message)
    {
        using var folder = new TemporaryFolder();
        var authority = TestAuthority.Create();
        using var certificate = authority.Issue("127.0.0.1");
        folder.Write("edge.pem", authority.ChainPem(certificate));
        folder.Write("edge.key", TestAuthority.KeyPem(certificate));
        folder.Write("ca.pem", authority.Pem);
        await using var service = await RecordingUpstream.StartAsync("https://127.0.0.1:0", kestrel =>
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null)));
        service.Answer = async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Request.Body.CopyToAsync(context.Response.Body);
            context.Response.AppendTrailer("grpc-status", status);
            if (message is not null)
            {
                context.Response.AppendTrailer("grpc-message", message);
            }
        };
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' } },
              'Scopes': { 'read': 'r' },
              'Apis': { 'orders': {
                'Prefix': '/orders.Orders', 'KeepPrefix': true, 'Upstream': '{{service.Url}}', 'UpstreamTls': { 'CaFile': '{{folder.PathOf("ca.pem")}}' },
                {{Http2ToService}} 'Operations': { 'POST /Get': 'read' }
              } }
            }
            """,
            settings: new Dictionary<string, string?>
            {
                ["Kestrel:Endpoints:tls:Url"] = "https://127.0.0.1:0",
                ["Kestrel:Endpoints:tls:Certificate:Path"] = folder.PathOf("edge.pem"),
                ["Kestrel:Endpoints:tls:Certificate:KeyPath"] = folder.PathOf("edge.key"),
            });
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetRawCertData().AsSpan().SequenceEqual(certificate.RawData) },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Client.BaseAddress!, "/orders.Orders/Get"))
        {
            Version = HttpVersion.Version20, // or lower: it is ALPN that finds it
            Content = new ByteArrayContent([0, 0, 0, 0, 2, 8, 1]),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        request.Headers.Authorization = new("Bearer", issuer.Token("read"));
        using var answer = await client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (answer.StatusCode, answer.Version));
        Assert.Equal([0, 0, 0, 0, 2, 8, 1], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal([status], answer.TrailingHeaders.GetValues("grpc-status"));
        Assert.Equal(message, answer.TrailingHeaders.TryGetValues("grpc-message", out var messages) ? messages.Single() : null);
    }

    /// <summary>What fails at once has its status in the header section, and that is the last frame (gRPC over HTTP/2, "Trailers-Only").</summary>
    [Fact]
    public async Task A_call_of_gRPC_that_fails_at_once_ends_with_its_headers()
    {
        await using var service = await RecordingUpstream.StartAsync(kestrel: OnlyHttp2);
        service.Answer = context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "12";
            return Task.CompletedTask;
        };
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            { 'Version': 1, 'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', {{Http2ToService}}
              'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } } } } }
            """,
            settings: new Dictionary<string, string?> { ["Kestrel:EndpointDefaults:Protocols"] = "Http2" });
        var frames = await RawHttp2.GetAsync(gateway.Client.BaseAddress!, "/api");
        var last = Assert.Single(frames, frame => frame.Stream == 1);
        Assert.Equal((RawHttp2.Headers, RawHttp2.EndStream), (last.Type, last.Flags & RawHttp2.EndStream));
    }

    private static void OnlyHttp2(KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);

    /// <summary>How often it was sent.</summary>
    private sealed class CountedContent : HttpContent
    {
        public int Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Sent++;
            await stream.WriteAsync("body"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = "body".Length;
            return true;
        }
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

        public string PathOf(string file) => Path.Combine(folder.FullName, file);

        public void Write(string file, string text) => File.WriteAllText(PathOf(file), text, Encoding.ASCII);

        public void Dispose() => folder.Delete(recursive: true);
    }
}
