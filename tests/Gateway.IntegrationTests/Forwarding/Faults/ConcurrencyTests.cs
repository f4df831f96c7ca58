using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.IntegrationTests.Forwarding.Faults;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task More_requests_at_once_than_the_API_takes_are_503_until_an_answer_has_ended()
    {
        await using var api = await FaultyApi.StartAsync(api: "'Resilience': { 'MaxConcurrentRequests': 1 },");
        var ends = new TaskCompletionSource();
        api.Service.Answer = async context =>
        {
            await context.Response.WriteAsync("rea");
            await context.Response.Body.FlushAsync();
            await ends.Task;
            await context.Response.WriteAsync("ched");
        };
        // Its headers have come, and it is still under way.
        var slow = await api.Gateway.Client.GetAsync(new Uri("/api", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var refused = await api.GetAsync();
        await Task.FromResult(refused).IsRefusedAsync(503, "service_busy");
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Single(api.Service.Seen);

        ends.SetResult();
        await Task.FromResult(slow).IsFromServiceAsync();
        await UntilThereIsRoomAsync(api);
    }

    [Fact]
    public async Task A_request_that_failed_or_whose_client_left_makes_room()
    {
        await using var api = await FaultyApi.StartAsync(api: "'Resilience': { 'MaxConcurrentRequests': 1 },");
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        for (var i = 0; i < 3; i++)
        {
            using var failed = await api.GetAsync();
            Assert.Contains(failed.StatusCode, new[] { HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable });
        }

        api.Ways[0].Fault = Testing.Faults.None;
        await UntilThereIsRoomAsync(api);
        var entered = new TaskCompletionSource();
        api.Service.Answer = async context =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        using var leaves = new CancellationTokenSource();
        var waiting = api.Gateway.Client.GetAsync(new Uri("/api", UriKind.Relative), leaves.Token);
        await entered.Task;
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        api.Service.Answer = context => context.Response.WriteAsync("reached");
        await UntilThereIsRoomAsync(api);
    }

    [Fact]
    public async Task A_WebSocket_passes_and_keeps_its_place_until_it_is_closed()
    {
        await using var api = await FaultyApi.StartAsync(api: "'Resilience': { 'MaxConcurrentRequests': 1 },");
        api.Service.Answer = async context =>
        {
            // As UseWebSockets would do it: the handshake, and then whatever comes is sent back.
            context.Response.StatusCode = StatusCodes.Status101SwitchingProtocols;
            context.Response.Headers["Upgrade"] = "websocket";
            context.Response.Headers["Connection"] = "Upgrade";
#pragma warning disable CA5350 // RFC 6455 section 4.2.2 wants SHA-1, and hides nothing by it.
            context.Response.Headers["Sec-WebSocket-Accept"] = Convert.ToBase64String(SHA1.HashData(
                Encoding.ASCII.GetBytes(context.Request.Headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
            await using var raw = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            using var socket = WebSocket.CreateFromStream(raw, new WebSocketCreationOptions { IsServer = true });
            var buffer = new byte[64];
            while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } got)
            {
                await socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, got.EndOfMessage, CancellationToken.None);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        };
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new UriBuilder(api.Gateway.Client.BaseAddress!) { Scheme = "ws", Path = "/api" }.Uri, CancellationToken.None);
        await client.SendAsync("echo"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[64];
        var echoed = await client.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal("echo", Encoding.UTF8.GetString(buffer, 0, echoed.Count));
        await api.GetAsync().IsRefusedAsync(503, "service_busy");

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        api.Service.Answer = context => context.Response.WriteAsync("reached");
        await UntilThereIsRoomAsync(api);
    }

    /// <summary>The client may know that an answer is over a moment before the gateway does.</summary>
    private static async Task UntilThereIsRoomAsync(FaultyApi api)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!limit.IsCancellationRequested)
        {
            using var answer = await api.GetAsync();
            if (answer.IsSuccessStatusCode)
            {
                return;
            }
        }

        Assert.Fail("There was no room for a minute.");
    }
}
