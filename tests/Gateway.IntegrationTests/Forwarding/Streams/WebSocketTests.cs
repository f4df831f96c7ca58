using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Gateway.IntegrationTests.Forwarding.Streams;

/// <summary>A WebSocket is allowed when it is opened, and ends in order when what allowed it does.</summary>
public sealed class WebSocketTests
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly SettableClock clock = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Without_a_token_or_its_scope_the_service_hears_nothing_of_it(int http)
    {
        await using var edge = await Edge.StartAsync(clock, http);
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(edge, null));
        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync(edge, edge.Issuer.Token("write")));
        clock.Advance(TokenLife);
        var old = edge.Issuer.Token("read");
        clock.Advance(TokenLife + ClockSkew);
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(edge, old));
        Assert.Equal(0, edge.Service.Handshakes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task With_it_both_sides_speak_until_one_closes(int http)
    {
        await using var edge = await Edge.StartAsync(clock, http);
        using var socket = await edge.OpenAsync("/api", edge.Issuer.Token("read"));
        await EchoAsync(socket, "hello");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await edge.Service.Ended);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task When_the_token_is_not_good_any_more_both_sides_are_told(int http)
    {
        await using var edge = await Edge.StartAsync(clock, http);
        using var socket = await edge.OpenAsync("/api", edge.Issuer.Token("read"));
        clock.Advance(TokenLife + ClockSkew - TimeSpan.FromSeconds(1));
        await EchoAsync(socket, "still");

        clock.Advance(TimeSpan.FromSeconds(1));
        await IsClosedAsync(socket, WebSocketCloseStatus.PolicyViolation, "The access token has expired");
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await edge.Service.Ended);
        Assert.Equal(["still"], edge.Service.Received);
    }

    [Fact]
    public async Task What_a_client_sends_after_that_does_not_reach_the_service()
    {
        await using var edge = await Edge.StartAsync(clock);
        using var socket = await edge.OpenAsync("/api", edge.Issuer.Token("read"));
        await EchoAsync(socket, "in time");
        clock.Advance(TokenLife + ClockSkew);
        await edge.Service.Ended;
        await socket.SendAsync("late"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        await IsClosedAsync(socket, WebSocketCloseStatus.PolicyViolation, "The access token has expired");
        Assert.Equal(["in time"], edge.Service.Received);
    }

    [Fact]
    public async Task A_message_that_is_half_sent_is_sent_to_its_end_and_nothing_after_it()
    {
        await using var edge = await Edge.StartAsync(clock);
        using var socket = await edge.OpenAsync("/api/raw", edge.Issuer.Token("read"));
        var service = await edge.Service.Raw;
        await service.WriteAsync((byte[])[0x81, 0x02, .. "ok"u8, 0x81, 0x06, .. "abc"u8]);
        await service.FlushAsync();
        var buffer = new byte[100];
        Assert.Equal(2, (await socket.ReceiveAsync(buffer, CancellationToken.None)).Count);

        clock.Advance(TokenLife + ClockSkew);
        // Its other half, a message after it, and half of one.
        await service.WriteAsync((byte[])[.. "def"u8, 0x81, 0x04, .. "late"u8, 0x81, 0x09, .. "half"u8]);
        await service.FlushAsync();
        var received = new StringBuilder();
        WebSocketReceiveResult result;
        while ((result = await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
            received.Append(Encoding.ASCII.GetString(buffer, 0, result.Count));
        }

        Assert.Equal("abcdef", received.ToString());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await edge.Service.Ended;
    }

    [Fact]
    public async Task A_client_that_does_not_answer_is_cut_off_and_so_is_a_service_that_stays_within_a_frame()
    {
        await using var edge = await Edge.StartAsync(clock);
        using var socket = await edge.OpenAsync("/api/raw", edge.Issuer.Token("read"));
        var service = await edge.Service.Raw;
        await service.WriteAsync((byte[])[0x81, 0x02, .. "ok"u8, 0x81, 0x06, .. "abc"u8]);
        await service.FlushAsync();
        await socket.ReceiveAsync(new byte[100], CancellationToken.None);

        clock.Advance(TokenLife + ClockSkew);
        clock.Advance(TimeSpan.FromSeconds(5));
        await edge.Service.Ended;
        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            while (true)
            {
                await socket.ReceiveAsync(new byte[100], CancellationToken.None);
            }
        });
    }

    [Fact]
    public async Task Where_nobody_needs_a_token_none_expires()
    {
        await using var edge = await Edge.StartAsync(clock);
        using var socket = await edge.OpenAsync("/open", null);
        clock.Advance(TimeSpan.FromDays(1));
        await EchoAsync(socket, "still");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task When_the_gateway_stops_both_sides_are_told_that_it_goes_away(int http)
    {
        await using var edge = await Edge.StartAsync(clock, http);
        using var socket = await edge.OpenAsync("/api", edge.Issuer.Token("read"));
        await EchoAsync(socket, "hello");
        var stopped = edge.Gateway.StopAsync();
        await IsClosedAsync(socket, WebSocketCloseStatus.EndpointUnavailable, "The server is about to stop");
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await edge.Service.Ended);
        await stopped;
        Assert.Contains("closed: every request has ended", edge.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_HTTP_2_a_service_that_takes_no_WebSocket_opens_none()
    {
        await using var edge = await Edge.StartAsync(clock, http: 2);
        await Assert.ThrowsAsync<WebSocketException>(() => edge.OpenAsync("/api/none", edge.Issuer.Token("read")));
    }

    private static async Task<HttpStatusCode> RefusedAsync(Edge edge, string? token)
    {
        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => edge.ConnectAsync(socket, "/api", token));
        return socket.HttpStatusCode;
    }

    private static async Task EchoAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal(text, Encoding.ASCII.GetString(buffer, 0, received.Count));
    }

    private static async Task IsClosedAsync(ClientWebSocket socket, WebSocketCloseStatus status, string reason)
    {
        var received = await socket.ReceiveAsync(new byte[100], CancellationToken.None);
        Assert.Equal((WebSocketMessageType.Close, status, reason), (received.MessageType, socket.CloseStatus, socket.CloseStatusDescription));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    /// <summary>A service of WebSockets behind a gateway that speaks one version of HTTP.</summary>
    private sealed class Edge : IAsyncDisposable
    {
        private readonly HttpMessageInvoker client = new(new SocketsHttpHandler());
        private int http;

        public required TestIssuer Issuer { get; init; }

        public required WebSocketService Service { get; init; }

        public required TestGateway Gateway { get; init; }

        public static async Task<Edge> StartAsync(SettableClock clock, int http = 1)
        {
            var issuer = await TestIssuer.StartAsync(clock);
            var service = await WebSocketService.StartAsync();
            var gateway = await TestGateway.StartAsync(
                $$"""
                {
                  'Version': 1,
                  'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' } },
                  'Scopes': { 'read': 'r', 'write': 'w' },
                  'Apis': {
                    'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /{**rest}': 'read' } },
                    'open': { 'Prefix': '/open', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } } }
                  }
                }
                """,
                clock,
                settings: new Dictionary<string, string?>
                {
                    ["Kestrel:EndpointDefaults:Protocols"] = $"Http{http}",
                    ["Gateway:Drain:Timeout"] = "10m",
                });
            return new Edge { Issuer = issuer, Service = service, Gateway = gateway, http = http };
        }

        public async Task<ClientWebSocket> OpenAsync(string path, string? token)
        {
            var socket = new ClientWebSocket();
            await ConnectAsync(socket, path, token);
            return socket;
        }

        public Task ConnectAsync(ClientWebSocket socket, string path, string? token)
        {
            socket.Options.HttpVersion = new Version(http, http == 1 ? 1 : 0);
            socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            socket.Options.CollectHttpResponseDetails = true;
            if (token is not null)
            {
                socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            }

            return socket.ConnectAsync(new Uri($"ws://{Gateway.Client.BaseAddress!.Authority}{path}"), client, CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await Gateway.DisposeAsync();
            await Service.DisposeAsync();
            await Issuer.DisposeAsync();
        }
    }
}
