using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.IntegrationTests.Admission;

/// <summary>What <c>Connection</c>, <c>Upgrade</c> and <c>TE</c> are there for goes on to work.</summary>
public sealed class OtherProtocolTests
{
    private const string Open = "'GET /': { 'Public': true, 'Why': 'test' }, 'POST /': { 'Public': true, 'Why': 'test' }";

    [Theory]
    [InlineData("Upgrade")]
    [InlineData("keep-alive, Upgrade")]
    [InlineData("upgrade, X-Hop")]
    public async Task A_WebSocket_is_opened(string connection)
    {
        await using var service = await EchoAsync();
        await using var gateway = await GatewayAsync(service.Urls.First());
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Hop", "1");
        socket.Options.SetRequestHeader("gateway_subject", "spoofed");
        using var client = new HttpMessageInvoker(new ConnectionHeader(connection));
        await socket.ConnectAsync(new Uri($"ws://{gateway.Client.BaseAddress!.Authority}/api"), client, CancellationToken.None);

        await socket.SendAsync(Encoding.ASCII.GetBytes("hello"), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal("hello", Encoding.ASCII.GetString(buffer, 0, received.Count));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    [Fact]
    public async Task An_upgrade_that_nobody_takes_is_an_ordinary_request()
    {
        await using var api = await Api.StartAsync(Open);
        var answer = await RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!,
            "GET /api HTTP/1.1", "Host: x", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA");
        Assert.Equal((200, null, null), (RawHttp.StatusOf(answer), api.Service.Only.Header("Upgrade"), api.Service.Only.Header("HTTP2-Settings")));
    }

    [Fact]
    public async Task Trailers_are_asked_for_and_come_as_gRPC_needs_them()
    {
        await using var service = await RecordingUpstream.StartAsync(kestrel: OnlyHttp2);
        service.Answer = async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.WriteAsync("message");
            context.Response.AppendTrailer("grpc-status", "0");
        };
        await using var gateway = await GatewayAsync(
            service.Url,
            "'Yarp': { 'Cluster': { 'HttpRequest': { 'Version': '2', 'VersionPolicy': 'RequestVersionExact' } } },",
            new Dictionary<string, string?> { ["Kestrel:EndpointDefaults:Protocols"] = "Http2" });
        using var answer = await gateway.SendAsync("POST", "/api", change: request =>
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            request.Headers.TE.ParseAdd("trailers");
            request.Content = new StringContent("message", Encoding.ASCII, "application/grpc");
        });

        Assert.Equal("message", await answer.Content.ReadAsStringAsync());
        Assert.Equal(["0"], answer.TrailingHeaders.GetValues("grpc-status"));
        Assert.Equal("trailers", service.Only.Header("TE"));
        Assert.StartsWith("2 gateway-", service.Only.Header("Via"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TE_named_in_Connection_as_it_has_to_be_is_fine()
    {
        await using var api = await Api.StartAsync(Open);
        var answer = await RawHttp.SendAsync(api.Gateway.Client.BaseAddress!, "GET /api HTTP/1.1", "Host: x", "Connection: TE", "TE: trailers");
        Assert.Equal(200, RawHttp.StatusOf(answer));
    }

    [Fact]
    public async Task A_connection_goes_on_after_a_request_that_only_says_so()
    {
        await using var api = await Api.StartAsync(Open);
        var answers = await RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!,
            "GET /api HTTP/1.1", "Host: x", "Connection: keep-alive", "", "GET /api HTTP/1.1", "Host: x", "", "GET /api HTTP/1.1", "Host: x");
        Assert.Equal((3, 3), (answers.Split("HTTP/1.1 200 OK").Length - 1, api.Service.Seen.Count));
    }

    private static void OnlyHttp2(KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);

    private static Task<TestGateway> GatewayAsync(string service, string members = "", IReadOnlyDictionary<string, string?>? settings = null) =>
        TestGateway.StartAsync(
            $$"""{ 'Version': 1, 'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service}}', {{members}} 'Operations': { {{Open}} } } } }""",
            settings: settings);

    private static Task<WebApplication> EchoAsync() => LoopbackServer.StartAsync(app =>
    {
        app.UseWebSockets();
        app.Run(async context =>
        {
            if (!context.WebSockets.IsWebSocketRequest || context.Request.Headers.ContainsKey("gateway_subject"))
            {
                context.Response.StatusCode = 400;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[100];
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, true, CancellationToken.None);
            await socket.ReceiveAsync(buffer, CancellationToken.None);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });
    });

    /// <summary>The client's handshake with another <c>Connection</c> than its own.</summary>
    private sealed class ConnectionHeader(string value) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove("Connection");
            request.Headers.TryAddWithoutValidation("Connection", value);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
