using System.Net;
using System.Net.WebSockets;
using Gateway.Overload;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Overload;

/// <summary>More requests at once than there are places for.</summary>
public sealed class OverloadTests
{
    private const string Operations =
        "'GET /': 'read', 'GET /vital': { 'Scopes': 'read', 'Priority': 'critical' }, 'GET /report': { 'Scopes': 'read', 'Priority': 'sheddable' }";

    [Fact]
    public async Task One_too_many_is_503_with_a_time_to_come_again_and_its_token_is_not_looked_at()
    {
        await using var api = await StartAsync();
        await using var held = await HeldAsync(api, "/api");

        // A token that nobody could read would be 401.
        for (var i = 0; i < 20; i++)
        {
            using var answer = await api.Gateway.GetAsync("/api", "no.token.at-all");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        }

        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(503, "overloaded");
        Assert.Single(api.Service.Seen);
    }

    [Fact]
    public async Task It_is_said_once_and_not_for_each_of_them()
    {
        await using var api = await StartAsync(clock: new SettableClock());
        await using var held = await HeldAsync(api, "/api");
        for (var i = 0; i < 5; i++)
        {
            await api.Gateway.GetAsync("/api").IsRefusedAsync(503, "overloaded");
        }

        Assert.Equal(2, api.Gateway.Log.Text.Split("Too much to do").Length);
        Assert.DoesNotContain("overloaded", api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_critical_gets_in_when_others_do_not_and_no_header_makes_it_so()
    {
        await using var api = await StartAsync();
        await using var held = await HeldAsync(api, "/api");

        await api.Gateway.GetAsync("/api", api.Issuer.Token("read"), request => request.Headers.Add("Priority", "u=0"))
            .IsRefusedAsync(503, "overloaded");
        api.Service.Answer = context => context.Response.WriteAsync("reached");
        await api.Gateway.GetAsync("/api/vital", api.Issuer.Token("read")).IsFromServiceAsync();
    }

    [Fact]
    public async Task What_is_sheddable_is_turned_away_first()
    {
        await using var api = await StartAsync(places: 4);
        await using var held = await HeldAsync(api, "/api/vital", "/api/vital");
        api.Service.Answer = context => context.Response.WriteAsync("reached");
        await api.Gateway.GetAsync("/api/report", api.Issuer.Token("read")).IsRefusedAsync(503, "overloaded");
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
    }

    [Fact]
    public async Task The_admin_listener_has_places_of_its_own()
    {
        await using var api = await StartAsync();
        await using var held = await HeldAsync(api, "/api");
        Assert.Equal(HttpStatusCode.OK, (await api.Gateway.Admin.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Who_waits_gets_in_when_another_leaves_and_who_finds_nowhere_to_wait_is_turned_away()
    {
        await using var api = await StartAsync(queue: 1, wait: "00:00:10", clock: new SettableClock());
        var held = await HeldAsync(api, "/api");
        Task<HttpResponseMessage>[] calls = [api.Gateway.GetAsync("/api", api.Issuer.Token("read")), api.Gateway.GetAsync("/api", api.Issuer.Token("read"))];
        var turnedAway = await Task.WhenAny(calls);
        await turnedAway.IsRefusedAsync(503, "overloaded");
        await held.DisposeAsync();
        using var answer = await calls.Single(call => call != turnedAway);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await UntilTakenAsync(api, 0);
    }

    [Fact]
    public async Task Who_has_waited_in_vain_is_turned_away_and_leaves_no_place_taken()
    {
        await using var api = await StartAsync(queue: 1, wait: "00:00:00.050");
        await using (await HeldAsync(api, "/api"))
        {
            await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(503, "overloaded");
        }

        await UntilTakenAsync(api, 0);
        Assert.Single(api.Service.Seen);
    }

    [Fact]
    public async Task A_request_that_has_ended_however_has_left_its_place()
    {
        await using var api = await StartAsync();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api").IsRefusedAsync(401, "no_credentials");
        api.Service.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(502, "service_unreachable");
        await UntilTakenAsync(api, 0);
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_its_place()
    {
        await using var api = await StartAsync();
        await using (await HeldAsync(api, "/api"))
        {
            api.Gateway.Client.CancelPendingRequests();
            await UntilTakenAsync(api, 0);
        }
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("text/event-stream; charset=utf-8")]
    [InlineData("application/grpc+proto")]
    public async Task A_stream_has_left_its_place_when_it_begins(string contentType)
    {
        await using var api = await StartAsync();
        var end = new TaskCompletionSource();
        api.Service.Answer = async context =>
        {
            context.Response.ContentType = contentType;
            // Of gRPC the headers come with the first bytes.
            await context.Response.WriteAsync(contentType.StartsWith("text/", StringComparison.Ordinal) ? "" : "message");
            await context.Response.Body.FlushAsync();
            await end.Task;
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api");
        request.Headers.Authorization = new("Bearer", api.Issuer.Token("read"));
        using var stream = await api.Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(0, api.Gateway.Services.GetRequiredService<Places>().Taken);
        end.SetResult();
    }

    [Fact]
    public async Task So_has_a_WebSocket()
    {
        await using var service = await LoopbackServer.StartAsync(app =>
        {
            app.UseWebSockets();
            app.Run(async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await socket.ReceiveAsync(new byte[10], context.RequestAborted);
            });
        });
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            { 'Version': 1, 'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Urls.First()}}',
              'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } } } } }
            """);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{gateway.Client.BaseAddress!.Authority}/api"), CancellationToken.None);
        Assert.Equal(0, gateway.Services.GetRequiredService<Places>().Taken);
    }

    [Fact]
    public async Task It_is_counted_by_priority_and_how_many_have_a_place_is_measured()
    {
        await using var api = await StartAsync();
        using var measured = Measurements.Of(api.Gateway);
        await using var held = await HeldAsync(api, "/api");
        await api.Gateway.GetAsync("/api/report").IsRefusedAsync(503, "overloaded");
        measured.Collect();
        Assert.Contains("gateway.shed 1 priority=sheddable", measured.Lines);
        Assert.Contains("gateway.in_flight 1", measured.Lines);
    }

    /// <summary>Of two places one is reserved.</summary>
    private static Task<Api> StartAsync(int places = 2, int queue = 0, string wait = "00:00:00", TimeProvider? clock = null) => Api.StartAsync(Operations, clock: clock, settings: new Dictionary<string, string?>
    {
        ["Gateway:Overload:MaxConcurrentRequests"] = $"{places}",
        ["Gateway:Overload:ReservedPercent"] = $"{100 / places}",
        ["Gateway:Overload:QueueLimit"] = $"{queue}",
        ["Gateway:Overload:QueueTimeout"] = wait,
    });

    private static Task UntilTakenAsync(Api api, int count)
    {
        var places = api.Gateway.Services.GetRequiredService<Places>();
        return Eventually.IsSoAsync(() => places.Taken == count);
    }

    /// <summary>Requests that the service does not answer until this is disposed.</summary>
    private static async Task<Held> HeldAsync(Api api, params string[] paths)
    {
        var end = new TaskCompletionSource();
        api.Service.Answer = context => end.Task;
        Task[] calls = [.. paths.Select(path => api.Gateway.GetAsync(path, api.Issuer.Token("read")))];
        await UntilTakenAsync(api, paths.Length);
        await Eventually.IsSoAsync(() => api.Service.Seen.Count >= paths.Length);
        return new Held(end, calls);
    }

    private sealed class Held(TaskCompletionSource end, Task[] calls) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            end.SetResult();
            await Task.WhenAll(calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
