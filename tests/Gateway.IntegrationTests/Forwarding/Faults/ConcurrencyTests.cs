using System.Net;
using Microsoft.AspNetCore.Http;

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
