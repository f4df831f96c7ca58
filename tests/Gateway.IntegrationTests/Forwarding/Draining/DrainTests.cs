using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Forwarding.Draining;

/// <summary>What clients and load balancers see of a gateway that was told to stop.</summary>
public sealed class DrainTests
{
    private const string Open = "'GET /': { 'Public': true, 'Why': 'test' }";

    [Fact]
    public async Task From_the_signal_on_it_is_not_ready_and_says_why_and_serves_on()
    {
        var clock = new SettableClock();
        await using var api = await Api.StartAsync(Open, clock: clock, settings: Drain(delay: "10s"));
        var stopped = await BeginAsync(api.Gateway);

        Assert.Equal(HttpStatusCode.OK, (await api.Gateway.Admin.GetAsync("/health/live")).StatusCode);
        var ready = JsonElement.Parse(await (await api.Gateway.Admin.GetAsync("/health/ready")).Content.ReadAsStringAsync());
        Assert.StartsWith(
            "draining", ready.GetProperty("checks").GetProperty("accepting requests").GetProperty("description").GetString(), StringComparison.Ordinal);
        await api.Gateway.GetAsync("/api").IsFromServiceAsync();
        await UntilStoppedAsync(stopped, clock);
    }

    [Fact]
    public async Task Meanwhile_an_answer_ends_its_connection_so_that_balancers_make_no_more_use_of_it()
    {
        var clock = new SettableClock();
        await using var api = await Api.StartAsync(Open, clock: clock, settings: Drain(delay: "10s"));
        Assert.Null((await api.Gateway.GetAsync("/api")).Headers.ConnectionClose);
        var stopped = await BeginAsync(api.Gateway);
        Assert.True((await api.Gateway.GetAsync("/api")).Headers.ConnectionClose);
        Assert.True((await api.Gateway.GetAsync("/nowhere")).Headers.ConnectionClose);
        await UntilStoppedAsync(stopped, clock);
    }

    [Fact]
    public async Task Meanwhile_a_connection_of_HTTP_2_is_told_to_send_no_more_and_answers_what_it_has_taken()
    {
        var clock = new SettableClock();
        var settings = new Dictionary<string, string?>(Drain(delay: "10s")) { ["Kestrel:EndpointDefaults:Protocols"] = "Http2" };
        await using var api = await Api.StartAsync(Open, clock: clock, settings: settings);
        var stopped = await BeginAsync(api.Gateway);
        var frames = await RawHttp2.GetAsync(api.Gateway.Client.BaseAddress!, "/api", untilClosed: true);
        Assert.Contains(frames, frame => frame is { Type: RawHttp2.Headers, Stream: 1 });
        Assert.Contains(frames, frame => frame.Type == RawHttp2.GoAway);
        await UntilStoppedAsync(stopped, clock);
    }

    [Fact]
    public async Task Meanwhile_no_WebSocket_is_opened()
    {
        var clock = new SettableClock();
        await using var api = await Api.StartAsync(Open, clock: clock, settings: Drain(delay: "10s"));
        var stopped = await BeginAsync(api.Gateway);
        await api.Gateway.GetAsync("/api", change: request =>
        {
            request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        }).IsRefusedAsync(503, "stopping");
        Assert.Empty(api.Service.Seen);
        await UntilStoppedAsync(stopped, clock);
    }

    [Fact]
    public async Task Then_no_connection_is_taken_and_what_is_in_flight_ends_while_the_admin_listener_answers()
    {
        await using var api = await Api.StartAsync(Open, settings: Drain(timeout: "5m"));
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        api.Service.Answer = async context =>
        {
            arrived.SetResult();
            await release.Task;
            await context.Response.WriteAsync("reached");
        };
        var inFlight = api.Gateway.GetAsync("/api");
        await arrived.Task;

        var stopped = api.Gateway.StopAsync();
        while (await IsListeningAsync(api.Gateway.Client.BaseAddress!))
        {
            await Task.Delay(10);
        }

        Assert.Equal(HttpStatusCode.OK, (await api.Gateway.Admin.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.Gateway.Admin.GetAsync("/health/ready")).StatusCode);
        Assert.False(stopped.IsCompleted);
        release.SetResult();
        await inFlight.IsFromServiceAsync();
        await stopped;
        Assert.Contains("closed: every request has ended", api.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.False(await IsListeningAsync(api.Gateway.Admin.BaseAddress!));
    }

    [Fact]
    public async Task What_has_not_ended_in_time_is_cut_off()
    {
        await using var api = await Api.StartAsync(Open, settings: Drain(timeout: "0s"));
        var arrived = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        api.Service.Answer = async context =>
        {
            context.RequestAborted.Register(cancelled.SetResult);
            arrived.SetResult();
            await cancelled.Task;
        };
        var inFlight = api.Gateway.GetAsync("/api");
        await arrived.Task;

        await api.Gateway.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => inFlight);
        await cancelled.Task;
        Assert.Contains("closed: what was in flight has been cut off", api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Drain(string delay = "0s", string timeout = "1m") =>
        new() { ["Gateway:Drain:Delay"] = delay, ["Gateway:Drain:Timeout"] = timeout };

    /// <summary>Tells it to stop; it has begun to when this ends.</summary>
    private static async Task<Task> BeginAsync(TestGateway gateway)
    {
        var stopped = gateway.StopAsync();
        while ((await gateway.Admin.GetAsync("/health/ready")).StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            Assert.False(stopped.IsCompleted);
        }

        return stopped;
    }

    private static async Task UntilStoppedAsync(Task stopped, SettableClock clock)
    {
        while (!stopped.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        await stopped;
    }

    private static async Task<bool> IsListeningAsync(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
