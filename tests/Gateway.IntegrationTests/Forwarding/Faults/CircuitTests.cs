using System.Net;
using Gateway.IntegrationTests.Routes;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Forwarding.Faults;

/// <summary>A destination that fails too often is left alone for a while, and then tried.</summary>
public sealed class CircuitTests
{
    private const string Small = "'Resilience': { 'CircuitBreaker': { 'MinimumRequests': 4 } },";

    private readonly SettableClock clock = new();

    [Fact]
    public async Task After_twenty_failures_by_default_it_is_503_for_five_seconds_and_then_good_again()
    {
        await using var api = await FaultyApi.StartAsync(clock: clock);
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await FailAsync(api, 20);
        Assert.Equal(20, api.Service.Seen.Count);

        Assert.Equal(5, await RetryAfterAsync(api));
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(2, await RetryAfterAsync(api));
        Assert.Equal(20, api.Service.Seen.Count);

        api.Ways[0].Fault = Testing.Faults.None;
        clock.Advance(TimeSpan.FromSeconds(2));
        await api.GetAsync().IsFromServiceAsync();
        await api.GetAsync().IsFromServiceAsync();
        Assert.Matches("gets none for 5 s(.|\n)*one request tries(.|\n)*answers again", api.Gateway.Log.Text);
    }

    [Fact]
    public async Task When_it_still_fails_after_the_break_there_is_another_break()
    {
        await using var api = await FaultyApi.StartAsync(api: Small, clock: clock);
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await FailAsync(api, 4);
        clock.Advance(TimeSpan.FromSeconds(5));
        await FailAsync(api, 1);
        Assert.Equal(5, await RetryAfterAsync(api));
        Assert.Equal(5, api.Service.Seen.Count);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(3, 4)]
    public async Task Few_failures_and_failures_among_more_answers_say_nothing(int failures, int answers)
    {
        await using var api = await FaultyApi.StartAsync(api: Small, clock: clock);
        for (var i = 0; i < answers; i++)
        {
            await api.GetAsync().IsFromServiceAsync();
        }

        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await FailAsync(api, failures);
        api.Ways[0].Fault = Testing.Faults.None;
        await api.GetAsync().IsFromServiceAsync();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_a_service_answers_is_an_answer(int status)
    {
        await using var api = await FaultyApi.StartAsync(api: Small, clock: clock);
        api.Service.Answer = context => TestAnswer.Status(status)(context);
        for (var i = 0; i < 8; i++)
        {
            using var answer = await api.GetAsync();
            Assert.Equal(status, (int)answer.StatusCode);
        }

        Assert.Equal(8, api.Service.Seen.Count);
    }

    [Fact]
    public async Task What_is_too_late_counts_by_the_time_of_the_operation_too()
    {
        await using var api = await FaultyApi.StartAsync(api: "'Resilience': { 'CircuitBreaker': { 'MinimumRequests': 2 } }, 'Timeout': '1s',", clock: clock);
        api.Ways[0].Fault = Testing.Faults.Silence;
        await api.GetAsync().IsRefusedAsync(504, "service_timeout");
        await api.GetAsync().IsRefusedAsync(504, "service_timeout");
        await api.GetAsync().IsRefusedAsync(503, "service_unavailable");
    }

    [Fact]
    public async Task Who_sends_a_body_slowly_cannot_close_the_API_for_others()
    {
        await using var api = await FaultyApi.StartAsync(api: "'Resilience': { 'CircuitBreaker': { 'MinimumRequests': 2 } }, 'Timeout': '3s',");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var answer = await RawHttp.SendAsync(api.Gateway.Client.BaseAddress!, "POST /api HTTP/1.1", "Host: x", "Content-Length: 100");
            Assert.Equal(504, RawHttp.StatusOf(answer));
        }));

        await api.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task One_dead_destination_of_two_is_passed_over_and_fails_nobody()
    {
        await using var api = await FaultyApi.StartAsync(ways: 2, api: Small, clock: clock);
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        for (var i = 0; i < 10; i++)
        {
            await api.GetAsync().IsFromServiceAsync();
        }

        Assert.Equal(4, api.Ways[0].Connections);
        Assert.Equal(14, api.Service.Seen.Count);
    }

    [Fact]
    public async Task A_stream_that_goes_on_shows_that_the_service_is_there_when_it_begins()
    {
        await using var api = await FaultyApi.StartAsync(api: Small, clock: clock);
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await FailAsync(api, 4);
        clock.Advance(TimeSpan.FromSeconds(5));
        api.Ways[0].Fault = Testing.Faults.None;
        var ends = new TaskCompletionSource();
        api.Service.Answer = async context =>
        {
            await context.Response.WriteAsync("event");
            await context.Response.Body.FlushAsync();
            await ends.Task;
        };
        using var stream = await api.Gateway.Client.GetAsync(new Uri("/api", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        api.Service.Answer = context => context.Response.WriteAsync("reached");
        await api.GetAsync().IsFromServiceAsync();
        ends.SetResult();
        Assert.Equal("event", await stream.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_client_that_leaves_while_its_request_tries_shows_nothing()
    {
        await using var api = await FaultyApi.StartAsync(api: Small, clock: clock);
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await FailAsync(api, 4);
        clock.Advance(TimeSpan.FromSeconds(5));
        api.Ways[0].Fault = Testing.Faults.Silence;
        var entered = new TaskCompletionSource();
        api.Service.Answer = _ =>
        {
            entered.TrySetResult();
            return Task.CompletedTask;
        };
        using var leaves = new CancellationTokenSource();
        var trying = api.Gateway.Client.GetAsync(new Uri("/api", UriKind.Relative), leaves.Token);
        await entered.Task;
        Assert.Equal(1, await RetryAfterAsync(api));
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trying);
        await Eventually.IsSoAsync(() => api.Gateway.Log.Text.Contains("gets none for 0.5 s", StringComparison.Ordinal));

        // Nor does it keep others away for long.
        api.Ways[0].Fault = Testing.Faults.None;
        api.Service.Answer = context => context.Response.WriteAsync("reached");
        clock.Advance(TimeSpan.FromSeconds(1));
        await api.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task An_API_may_do_without()
    {
        await using var api = await FaultyApi.StartAsync(api: "'Resilience': { 'CircuitBreaker': false },", clock: clock);
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await FailAsync(api, 30);
        Assert.Equal(30, api.Service.Seen.Count);
    }

    [Fact]
    public async Task How_it_stands_is_a_metric()
    {
        await using var api = await FaultyApi.StartAsync(ways: 2, api: Small, clock: clock);
        using var circuits = api.Measure("gateway.circuit.state");
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        for (var i = 0; i < 4; i++)
        {
            await api.GetAsync().IsFromServiceAsync();
        }

        circuits.Collect();
        Assert.Equal(["gateway.circuit.state 0 api=api destination=way-1", "gateway.circuit.state 1 api=api destination=way-0"], circuits.Lines.Order());
    }

    [Fact]
    public async Task It_outlives_changes_of_the_policy_that_are_about_something_else()
    {
        await using var api = await ReloadingApi.StartAsync();
        await using var dead = FaultProxy.Start(api.One.Url, Testing.Faults.ResetAfter(0));
        await api.ChangeAsync(Text("'GET /': 'read'"));
        for (var i = 0; i < 20; i++)
        {
            await api.GetAsync().IsRefusedAsync(502, "service_unreachable");
        }

        await api.ChangeAsync(Text("'GET /': 'read', 'GET /other': 'write'"));
        await api.GetAsync().IsRefusedAsync(503, "service_unavailable");

        dead.Fault = Testing.Faults.None;
        await api.ChangeAsync(Text("'GET /': 'read'", "'Resilience': { 'CircuitBreaker': { 'Break': '1m' } },"));
        await api.GetAsync().IsFromServiceAsync();

        string Text(string operations, string more = "") =>
            api.Text(operations).Replace(api.One.Url, dead.Url, StringComparison.Ordinal)
                .Replace("\"Operations\"", $"{more} \"Operations\"", StringComparison.Ordinal).Replace('\'', '"');
    }

    private static async Task FailAsync(FaultyApi api, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await api.GetAsync().IsRefusedAsync(502, "service_unreachable");
        }
    }

    private static async Task<double?> RetryAfterAsync(FaultyApi api)
    {
        using var answer = await api.GetAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        return answer.Headers.RetryAfter?.Delta?.TotalSeconds;
    }
}
