using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Gateway.IntegrationTests.Soak;

/// <summary>
/// Everything at once for a while: calls, refusals, uploads, events, WebSockets, and a routes file that changes. Nothing may fail, and the
/// memory may not grow. <c>bench/soak.sh</c> does it for ten minutes.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Looks = 10;

    private static readonly TimeSpan Lasts =
        TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("GATEWAY_SOAK_SECONDS") ?? "15", CultureInfo.InvariantCulture));

    /// <summary>
    /// In MiB, from the second third of the time to the last. What may be remembered of tokens and decisions fills up in the first minutes, some
    /// 100 MiB with the code that is compiled meanwhile; after that it stays.
    /// </summary>
    private static readonly double GrowthMax = Lasts < TimeSpan.FromMinutes(5) ? 80 : 40;

    private readonly ConcurrentDictionary<string, int> done = new();
    private readonly CancellationTokenSource end = new();

    public void Dispose() => end.Dispose();

    [Fact]
    public async Task Nothing_fails_and_the_memory_does_not_grow()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var service = await LoopbackServer.StartAsync(app =>
        {
            app.UseWebSockets();
            app.MapGet("/", () => "called");
            app.MapPost("/", async (HttpContext context) =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
                return "taken";
            });
            app.MapGet("/events", SendEventsAsync);
            app.Map("/socket", EchoAsync);
        });
        using var gateway = await GatewayProcess.StartAsync(Routes(issuer, service, "one"));
        await UntilIssuerIsKnownAsync(gateway, issuer);
        var token = issuer.Token("read", payload => payload["exp"] = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds());

        var watch = Stopwatch.StartNew();
        var load = Task.WhenAll(
            RepeatAsync("call", () => SendAsync(gateway, "GET", "/api", token, HttpStatusCode.OK)),
            // Not one of these tokens has been seen before.
            RepeatAsync("call with a new token", () => SendAsync(gateway, "GET", "/api", issuer.Token("read"), HttpStatusCode.OK)),
            RepeatAsync("refusal", () => SendAsync(gateway, "GET", "/api", issuer.Token("write"), HttpStatusCode.Forbidden)),
            RepeatAsync("stranger", () => SendAsync(gateway, "GET", $"/{Guid.NewGuid()}", null, HttpStatusCode.NotFound)),
            RepeatAsync("upload", () => SendAsync(gateway, "POST", "/api", token, HttpStatusCode.OK, new ByteArrayContent(new byte[1024 * 1024]))),
            RepeatAsync("events", () => SendAsync(gateway, "GET", "/api/events", token, HttpStatusCode.OK)),
            RepeatAsync("events left early", () => LeaveEarlyAsync(gateway, token)),
            RepeatAsync("WebSocket", () => SpeakAsync(gateway, token)),
            RepeatAsync("reload", () => ReloadAsync(gateway, issuer, service)));

        var memory = new List<double>();
        for (var look = 0; look < Looks && !load.IsCompleted; look++)
        {
            await Task.WhenAny(load, Task.Delay(Lasts / Looks));
            memory.Add(gateway.Memory);
            output.WriteLine($"{watch.Elapsed:mm\\:ss} {memory[^1]:F0} MiB; {string.Join(", ", done.OrderBy(kind => kind.Key).Select(kind => $"{kind.Value} {kind.Key}"))}");
        }

        await end.CancelAsync();
        await load;
        Assert.Equal(9, done.Count);
        var (before, after) = (memory[(Looks / 3)..(Looks * 2 / 3)].Average(), memory[(Looks * 2 / 3)..].Average());
        Assert.True(after - before < GrowthMax, $"It has grown from {before:F0} to {after:F0} MiB.");
    }

    private static string Routes(TestIssuer issuer, WebApplication service, string words) => $$"""
        {
          'Version': 1,
          'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' } },
          'Scopes': { 'read': '{{words}}', 'write': 'w', '{{words}}': 'w' },
          'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Urls.First()}}', 'Operations': {
            'GET /': 'read', 'POST /': 'read', 'GET /events': 'read', 'GET /socket': 'read', 'GET /{{words}}': '{{words}}' } } }
        }
        """;

    private static async Task UntilIssuerIsKnownAsync(GatewayProcess gateway, TestIssuer issuer)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await StatusAsync(gateway, issuer.Token("read")) != HttpStatusCode.OK)
        {
            await Task.Delay(50, limit.Token);
        }

        static async Task<HttpStatusCode> StatusAsync(GatewayProcess gateway, string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api");
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await gateway.Client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    private async Task RepeatAsync(string kind, Func<Task> act)
    {
        while (!end.IsCancellationRequested)
        {
            await act();
            done.AddOrUpdate(kind, 1, (_, count) => count + 1);
        }
    }

    private static async Task SendAsync(
        GatewayProcess gateway, string method, string path, string? token, HttpStatusCode expected, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var answer = await gateway.Client.SendAsync(request);
        Assert.Equal((method, path, expected), (method, path, answer.StatusCode));
    }

    private static async Task LeaveEarlyAsync(GatewayProcess gateway, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task SpeakAsync(GatewayProcess gateway, string token)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await socket.ConnectAsync(new Uri($"ws://{gateway.Client.BaseAddress!.Authority}/api/socket"), CancellationToken.None);
        var buffer = new byte[4096];
        for (var i = 0; i < 20; i++)
        {
            await socket.SendAsync(buffer, WebSocketMessageType.Binary, true, CancellationToken.None);
            await socket.ReceiveAsync(buffer, CancellationToken.None);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private async Task ReloadAsync(GatewayProcess gateway, TestIssuer issuer, WebApplication service)
    {
        gateway.Write(Routes(issuer, service, $"w{Guid.NewGuid():N}"));
        await Task.Delay(TimeSpan.FromSeconds(1), end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task SendEventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        for (var i = 0; i < 10; i++)
        {
            await context.Response.WriteAsync($"data: {i}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(20, context.RequestAborted);
        }
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
        {
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}
