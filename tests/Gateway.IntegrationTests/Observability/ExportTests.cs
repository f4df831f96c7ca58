using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gateway.IntegrationTests.Observability;

/// <summary>Metrics and logs over the wire, and a collector that is no good: it costs the telemetry, and nothing else. Alone: spans are the whole process's.</summary>
[Collection(AloneCollection.Name)]
public sealed class ExportTests
{
    private readonly string path = "/" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Traces_metrics_and_logs_arrive_and_say_whose_they_are()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var api = await StartAsync(collector.Settings);
        await api.Gateway.GetAsync($"/api{path}").IsRefusedAsync(401, "no_credentials");

        await collector.UntilReceivedAsync("traces", path);
        await collector.UntilReceivedAsync("metrics", path);
        await collector.UntilReceivedAsync("logs", $"Refused: no_credentials (-) at api GET {path}");
        string[] names =
        [
            "gateway.request.duration", "gateway.decisions", "gateway.issuer.key_age", "gateway.issuer.key_refreshes", "gateway.config.info",
            "http.server.request.duration", "kestrel.active_connections", "http.client.request.duration", "dotnet.gc.collections",
        ];
        foreach (var name in names)
        {
            await collector.UntilReceivedAsync("metrics", name);
        }

        foreach (var signal in (string[])["traces", "metrics", "logs"])
        {
            Assert.Contains("service.name\u0012\t\n\u0007gateway", collector.TextOf(signal), StringComparison.Ordinal);
            Assert.Contains("service.instance.id", collector.TextOf(signal), StringComparison.Ordinal);
            Assert.Contains("service.version", collector.TextOf(signal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Its_name_is_the_operators_choice_and_a_signal_can_be_left_out()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var api = await StartAsync(new Dictionary<string, string?>(collector.Settings)
        {
            ["OTEL_SERVICE_NAME"] = "edge-7",
            ["OTEL_TRACES_EXPORTER"] = "none",
            ["OTEL_LOGS_EXPORTER"] = "none",
        });
        await api.Gateway.GetAsync($"/api{path}").IsRefusedAsync(401, "no_credentials");
        await collector.UntilReceivedAsync("metrics", path);
        await api.Gateway.StopAsync();

        Assert.Contains("edge-7", collector.TextOf("metrics"), StringComparison.Ordinal);
        Assert.DoesNotContain(path, collector.TextOf("traces") + collector.TextOf("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_takes_connections_and_says_nothing_costs_no_request_and_no_long_end()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await CostsNothingAsync($"http://{silent.LocalEndpoint}");
    }

    [Fact]
    public async Task A_collector_that_is_not_there_costs_no_request_and_no_long_end()
    {
        using var gone = new ClosedPort();
        await CostsNothingAsync(gone.Url);
    }

    private async Task CostsNothingAsync(string address)
    {
        await using var api = await StartAsync(SettingsFor(address));
        for (var call = 0; call < 200; call++)
        {
            await api.Gateway.GetAsync($"/api{path}", api.Issuer.Token("read")).IsFromServiceAsync();
        }

        var ending = Stopwatch.StartNew();
        await api.Gateway.StopAsync();
        // 3 s for the collector; the rest is for a busy machine.
        Assert.True(ending.Elapsed < TimeSpan.FromMinutes(1), $"It took {ending.Elapsed}.");
    }

    private static Dictionary<string, string?> SettingsFor(string address) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    private Task<Api> StartAsync(IReadOnlyDictionary<string, string?> settings) => Api.StartAsync($"'GET {path}': 'read'", settings: settings);
}
