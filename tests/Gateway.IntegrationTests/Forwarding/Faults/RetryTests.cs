using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Forwarding.Faults;

/// <summary>A request that did not get through is tried once more, if that is safe and helps; never twice, and never by too many at once.</summary>
public sealed class RetryTests
{
    private const string NoBreaker = "'Resilience': { 'CircuitBreaker': false },";

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task What_may_be_done_twice_is_tried_at_another_destination(string method)
    {
        await using var api = await FaultyApi.StartAsync(ways: 2);
        using var retries = api.Measure("gateway.retries");
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        using var answer = await api.Gateway.SendAsync(method, "/api");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((2, 1), (api.Service.Seen.Count, api.Ways[1].Connections));
        Assert.Equal(["gateway.retries 1 api=api outcome=answered"], retries.Lines);
    }

    [Theory]
    [InlineData("POST", null, true)]
    [InlineData("POST", null, false)]
    [InlineData("POST", "body", true)]
    [InlineData("POST", "body", false)]
    [InlineData("PATCH", "body", true)]
    [InlineData("PUT", "body", true)]
    [InlineData("GET", "body", true)]
    public async Task What_may_not_be_done_twice_or_has_a_body_reaches_the_service_once(string method, string? body, bool reset)
    {
        await using var api = await FaultyApi.StartAsync(ways: 2);
        await api.Gateway.SendAsync(method, "/api", change: r => r.Content = body is null ? null : new StringContent(body)).IsFromServiceAsync();
        api.Service.Forget();
        // On a connection that was good before, too, which .NET takes for a reason to send again what it may.
        api.Suffer(reset ? Testing.Faults.ResetAfter(0) : Testing.Faults.CloseAfter(0));
        await api.Gateway.SendAsync(method, "/api", change: r => r.Content = body is null ? null : new StringContent(body))
            .IsRefusedAsync(502, "service_unreachable");

        Assert.Single(api.Service.Seen);
    }

    [Fact]
    public async Task It_is_tried_once_more_and_not_again()
    {
        await using var api = await FaultyApi.StartAsync(ways: 3);
        using var retries = api.Measure("gateway.retries");
        api.Suffer(Testing.Faults.ResetAfter(0));
        await api.GetAsync().IsRefusedAsync(502, "service_unreachable");

        Assert.Equal(2, api.Service.Seen.Count);
        Assert.Equal(["gateway.retries 1 api=api outcome=failed"], retries.Lines);
    }

    [Theory]
    [InlineData("silence", 504)]
    [InlineData("an answer", 503)]
    [InlineData("no HTTP", 502)]
    public async Task What_the_service_has_taken_its_time_for_or_answered_is_not_tried_again(string fault, int status)
    {
        await using var api = await FaultyApi.StartAsync(ways: 2, cluster: status == 504 ? "'HttpRequest': { 'ActivityTimeout': '00:00:02' }," : "");
        api.Ways[0].Fault = fault switch
        {
            "silence" => Testing.Faults.Silence,
            "an answer" => Testing.Faults.Say("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"),
            _ => Testing.Faults.Say("220 mail.example.com ready\r\n\r\n"),
        };
        using var answer = await api.GetAsync();

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Single(api.Service.Seen);
    }

    [Fact]
    public async Task An_answer_that_has_begun_is_not_begun_again()
    {
        await using var api = await FaultyApi.StartAsync(ways: 2);
        api.Service.Answer = context => context.Response.WriteAsync(new string('x', 100_000));
        api.Ways[0].Fault = Testing.Faults.ResetAfter(50_000);
        await Assert.ThrowsAsync<HttpRequestException>(() => api.GetAsync());

        Assert.Single(api.Service.Seen);
    }

    [Fact]
    public async Task With_one_destination_only_a_refused_connection_is_tried_again()
    {
        await using var api = await FaultyApi.StartAsync(api: NoBreaker);
        using var retries = api.Measure("gateway.retries");
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await api.GetAsync().IsRefusedAsync(502, "service_unreachable");
        Assert.Empty(retries.Lines);

        api.Ways[0].Refuse();
        await api.GetAsync().IsRefusedAsync(502, "service_unreachable");
        Assert.Equal(["gateway.retries 1 api=api outcome=failed"], retries.Lines);
    }

    [Fact]
    public async Task A_destination_that_cannot_be_connected_to_costs_a_call_no_more_than_the_time_for_that()
    {
        using var hole = await BlackHole.OpenAsync();
        await using var service = await RecordingUpstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            FaultyApi.Routes([hole.Url, service.Url]), settings: new Dictionary<string, string?> { ["Gateway:Forwarding:ConnectTimeout"] = "5s" });
        await gateway.GetAsync("/api").IsFromServiceAsync();
    }

    [Fact]
    public async Task An_API_may_say_that_nothing_is_tried_again()
    {
        await using var api = await FaultyApi.StartAsync(ways: 2, api: "'Resilience': { 'Retry': false },");
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await api.GetAsync().IsRefusedAsync(502, "service_unreachable");
        Assert.Single(api.Service.Seen);
    }

    [Fact]
    public async Task A_service_that_is_down_gets_a_tenth_more_requests_at_most()
    {
        const int requests = 1000;
        await using var api = await FaultyApi.StartAsync(ways: 2, api: NoBreaker, clock: new SettableClock());
        api.Suffer(Testing.Faults.ResetAfter(0));
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            using var answer = await api.GetAsync();
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        });

        Assert.InRange(api.Service.Seen.Count, requests + 1, requests * 1.1);
    }
}
