using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.IntegrationTests.Forwarding.Streams;

/// <summary>
/// A service that remembers what it is sent, and how it ended. <c>/</c> sends everything back; <c>/raw</c> sends what a test writes to
/// <see cref="Raw"/>, byte by byte, and nothing else.
/// </summary>
internal sealed class WebSocketService : IAsyncDisposable
{
    private readonly TaskCompletionSource<WebSocketCloseStatus?> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Stream> raw = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication app = null!;

    public string Url => app.Urls.First();

    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>How the first WebSocket ended: what the Close frame said, null for none.</summary>
    public Task<WebSocketCloseStatus?> Ended => ended.Task;

    /// <summary>The connection of the first request to <c>/raw</c>, when it is a WebSocket.</summary>
    public Task<Stream> Raw => raw.Task;

    public int Handshakes { get; private set; }

    public static async Task<WebSocketService> StartAsync()
    {
        var service = new WebSocketService();
        service.app = await LoopbackServer.StartAsync(app =>
        {
            app.UseWebSockets();
            app.Map("/raw", service.OpenRawAsync);
            app.Map("/", service.EchoAsync);
        });
        return service;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task EchoAsync(HttpContext context)
    {
        Handshakes++;
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            var buffer = new byte[100];
            while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
            {
                Received.Enqueue(Encoding.ASCII.GetString(buffer, 0, received.Count));
                await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, true, context.RequestAborted);
            }

            ended.TrySetResult(socket.CloseStatus);
            await socket.CloseAsync(socket.CloseStatus!.Value, null, context.RequestAborted);
        }
        catch (WebSocketException)
        {
            ended.TrySetResult(null);
        }
    }

    private async Task OpenRawAsync(HttpContext context)
    {
        // RFC 6455 section 4.2.2.
        var key = Encoding.ASCII.GetBytes(context.Request.Headers.SecWebSocketKey + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
#pragma warning disable CA5350 // The protocol says so.
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(key));
#pragma warning restore CA5350
        context.Response.Headers.Upgrade = "websocket";
        var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        raw.TrySetResult(stream);
        var buffer = new byte[100];
        try
        {
            while (await stream.ReadAsync(buffer, context.RequestAborted) > 0)
            {
                // Not a word of it counts.
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // As good as the end.
        }

        ended.TrySetResult(null);
    }
}
