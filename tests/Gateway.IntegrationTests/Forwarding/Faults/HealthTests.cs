using System.Text.Json;

namespace Gateway.IntegrationTests.Forwarding.Faults;

/// <summary>Destinations that are not well are passed over, whether they are asked for it or seen.</summary>
public sealed class HealthTests
{
    private const string Nothing = "'Resilience': { 'Retry': false, 'CircuitBreaker': false },";

    [Fact]
    public async Task A_destination_that_does_not_answer_probes_gets_no_requests_until_it_does()
    {
        await using var api = await FaultyApi.StartAsync(
            ways: 2,
            api: Nothing,
            cluster: "'HealthCheck': { 'Active': { 'Enabled': true, 'Interval': '00:00:00.2', 'Timeout': '00:00:05', 'Path': '/healthz' } },");
        await UntilAsync(api, "active", "healthy");

        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await UntilAsync(api, "active", "unhealthy");
        for (var i = 0; i < 5; i++)
        {
            await api.GetAsync().IsFromServiceAsync();
        }

        api.Ways[0].Fault = Testing.Faults.None;
        await UntilAsync(api, "active", "healthy");
        Assert.Contains(api.Service.Seen, seen => seen.Target == "/healthz");
        Assert.DoesNotContain(api.Service.Seen, seen => seen.Target == "/healthz" && seen.Headers.Keys.Any(IsOfCaller));
    }

    [Fact]
    public async Task A_destination_that_most_requests_fail_at_is_passed_over_by_default()
    {
        await using var api = await FaultyApi.StartAsync(ways: 2, api: Nothing);
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await UntilAsync(api, "passive", "unhealthy", async () => (await api.GetAsync()).Dispose());
        for (var i = 0; i < 5; i++)
        {
            await api.GetAsync().IsFromServiceAsync();
        }
    }

    [Fact]
    public async Task Services_says_how_they_do_and_where_they_are()
    {
        await using var api = await FaultyApi.StartAsync(ways: 2, api: "'Resilience': { 'CircuitBreaker': { 'MinimumRequests': 2 } },", clock: new SettableClock());
        api.Ways[0].Fault = Testing.Faults.ResetAfter(0);
        await api.GetAsync().IsFromServiceAsync();
        await api.GetAsync().IsFromServiceAsync();

        var document = JsonElement.Parse(await api.Gateway.Admin.GetStringAsync(new Uri("/services", UriKind.Relative)));
        Assert.Equal(1, document.GetProperty("schema_version").GetInt32());
        var service = Assert.Single(document.GetProperty("apis").EnumerateArray());
        Assert.Equal("api", service.GetProperty("api").GetString());
        Assert.Equal(
            [$"way-0 {api.Ways[0].Url} open", $"way-1 {api.Ways[1].Url} closed"],
            service.GetProperty("destinations").EnumerateArray().Select(one => $"{one.GetProperty("name")} {one.GetProperty("address")} {one.GetProperty("circuit")}"));
    }

    private static bool IsOfCaller(string header) =>
        header is "Authorization" or "Cookie" || header.StartsWith("Gateway-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Of the first way. YARP says how a destination does before it takes it out of load balancing, or back: both are waited for.</summary>
    private static Task UntilAsync(FaultyApi api, string check, string state, Func<Task>? meanwhile = null) => Eventually.IsSoAsync(async () =>
    {
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        var document = JsonElement.Parse(await api.Gateway.Admin.GetStringAsync(new Uri("/services", UriKind.Relative)));
        var destination = document.GetProperty("apis")[0].GetProperty("destinations")[0];
        return destination.GetProperty(check).GetString() == state && destination.GetProperty("available").GetBoolean() == (state == "healthy");
    });
}
