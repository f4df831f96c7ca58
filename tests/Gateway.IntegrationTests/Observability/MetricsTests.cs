namespace Gateway.IntegrationTests.Observability;

/// <summary>What the gateway counts about requests, tokens and issuers; and Prometheus' page of it.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task A_request_is_counted_by_its_operation_and_what_became_of_it()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        using var measured = Measurements.Of(api.Gateway);

        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
        await measured.UntilAsync("gateway.decisions 1 operation=api GET / outcome=allowed reason=");
        await api.Gateway.GetAsync("/api", api.Issuer.Token("audit")).IsRefusedAsync(403, "insufficient_scope");
        await measured.UntilAsync("gateway.decisions 1 operation=api GET / outcome=insufficient_scope reason=");
        await api.Gateway.GetAsync("/api", "no.token.atall").IsRefusedAsync(401, "invalid_token");
        await measured.UntilAsync("gateway.decisions 1 operation=api GET / outcome=invalid_token reason=malformed");
        await api.Gateway.GetAsync("/nowhere").IsRefusedAsync(404, "not_found");
        await measured.UntilAsync("gateway.decisions 1 operation= outcome=not_found reason=");
        await api.Service.DisposeAsync();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(502, "service_unreachable");
        await measured.UntilAsync("gateway.decisions 1 operation=api GET / outcome=service_unreachable reason=Request");

        Assert.Equal(5, measured.Lines.Count(line => line.StartsWith("gateway.request.duration ", StringComparison.Ordinal)));
        Assert.Equal(5, measured.Lines.Count(line => line.StartsWith("gateway.decisions ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_token_is_looked_up_and_an_issuers_keys_have_an_age()
    {
        var clock = new SettableClock();
        await using var api = await Api.StartAsync("'GET /': 'read'", clock: clock);
        using var measured = Measurements.Of(api.Gateway);
        var token = api.Issuer.Token("read");
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
        Assert.Equal(
            ["gateway.token_cache.lookups 1 result=miss", "gateway.token_cache.lookups 1 result=hit"],
            measured.Lines.Where(line => line.StartsWith("gateway.token_cache.lookups", StringComparison.Ordinal)));

        clock.Advance(TimeSpan.FromSeconds(7));
        measured.Collect();
        Assert.Contains("gateway.issuer.key_age 7 issuer=main", measured.Lines);
        Assert.Contains("gateway.issuer.key_refreshes 1 issuer=main outcome=fetched", measured.Lines);
        Assert.Contains("gateway.issuer.key_refreshes 0 issuer=main outcome=failed", measured.Lines);
        Assert.Contains("gateway.token_cache.entries 1", measured.Lines);
    }

    [Fact]
    public async Task Prometheus_gets_them_on_the_admin_listener_with_the_token_and_nowhere_else()
    {
        var path = "/" + Guid.NewGuid().ToString("N");
        var settings = new Dictionary<string, string?> { ["Gateway:Prometheus:Enabled"] = "true" };
        await using var api = await Api.StartAsync($"'GET {path}': 'read'", settings: settings);
        await api.Gateway.GetAsync($"/api{path}").IsRefusedAsync(401, "no_credentials");

        var series = $$"""gateway_decisions_total{otel_scope_name="Gateway",operation="api GET {{path}}",outcome="no_credentials",reason=""}""";
        PrometheusExposition page = null!;
        await Eventually.IsSoAsync(async () =>
        {
            using var answer = await api.Gateway.Admin.GetAsync(new Uri("/metrics", UriKind.Relative));
            Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
            page = PrometheusExposition.Parse(await answer.Content.ReadAsStringAsync());
            return page.Series.ContainsKey(series) && page.Types.ContainsKey("http_server_request_duration_seconds");
        });
        Assert.Equal("histogram", page.Types["gateway_request_duration_seconds"]);
        Assert.Equal("counter", page.Types["gateway_decisions_total"]);
        Assert.Equal("gauge", page.Types["gateway_config_refused"]);
        Assert.Equal(1, page.Series[series]);
        Assert.Contains("dotnet_process_memory_working_set_bytes", page.Types.Keys);

        using var stranger = new HttpClient { BaseAddress = api.Gateway.Admin.BaseAddress };
        using var refused = await stranger.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
        await api.Gateway.GetAsync("/metrics").IsRefusedAsync(404, "not_found");
    }

    [Fact]
    public async Task Unless_it_is_enabled_there_is_no_page()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        using var answer = await api.Gateway.Admin.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }
}
