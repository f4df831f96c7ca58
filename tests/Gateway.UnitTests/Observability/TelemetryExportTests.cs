using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Gateway.Observability.Export;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.UnitTests.Observability;

public sealed class TelemetryExportTests
{
    /// <summary>The collector takes connections and never answers.</summary>
    [Fact]
    public async Task Of_spans_that_nobody_takes_only_so_many_are_kept()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var services = new ServiceCollection().AddMetrics().AddLogging().BuildServiceProvider();
        using var export = new TelemetryExport(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = $"http://{silent.LocalEndpoint}/v1/traces",
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            }).Build(),
            services.GetRequiredService<IMeterFactory>(),
            services.GetRequiredService<ILoggerFactory>());
        await export.StartAsync(default);

        var spans = MakeSpans(100_000);
        GC.Collect();
        // 2,048 that wait, 512 that are being sent, and what the machine may still hold in its hands.
        Assert.InRange(spans.Count(span => span.IsAlive), 1, 3_000);
    }

    private static List<WeakReference> MakeSpans(int count)
    {
        using var source = new ActivitySource("Microsoft.AspNetCore");
        var made = new List<WeakReference>(count);
        for (var index = 0; index < count; index++)
        {
            var span = source.StartActivity("span")!;
            span.Dispose();
            made.Add(new WeakReference(span));
        }

        return made;
    }
}
