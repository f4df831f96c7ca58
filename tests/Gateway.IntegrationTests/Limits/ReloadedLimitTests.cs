using Gateway.IntegrationTests.Routes;

namespace Gateway.IntegrationTests.Limits;

public sealed class ReloadedLimitTests
{
    [Fact]
    public async Task A_changed_limit_counts_at_once_and_counters_outlive_other_changes()
    {
        await using var api = await ReloadingApi.StartAsync(Limited(2));
        await api.GetAsync().IsFromServiceAsync();

        await api.ChangeAsync(api.Text(Limited(2) + ", 'GET /other': 'write'"));
        await api.GetAsync().IsFromServiceAsync();
        await api.GetAsync().IsRefusedAsync(429, "rate_limited");

        await api.ChangeAsync(api.Text(Limited(3)));
        await api.GetAsync().IsFromServiceAsync();
        await api.GetAsync().IsRefusedAsync(429, "rate_limited");

        await api.ChangeAsync(api.Text("'GET /': 'read'"));
        await api.GetAsync().IsFromServiceAsync();
    }

    private static string Limited(int permits) =>
        $"'GET /': {{ 'Scopes': 'read', 'RateLimit': {{ 'Permits': {permits}, 'Per': '1h', 'By': 'client' }} }}";
}
