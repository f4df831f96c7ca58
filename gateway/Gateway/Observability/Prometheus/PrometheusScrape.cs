using System.Diagnostics.Metrics;
using Gateway.Observability.Export;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Gateway.Observability.Prometheus;

/// <summary>
/// The OpenTelemetry SDK, asked instead of sending by itself: it adds up what the meters say and bounds how many series there are, 2,000 of
/// a metric; what is beyond is counted together in one, marked <c>otel_metric_overflow</c>.
/// </summary>
internal sealed class PrometheusScrape : IDisposable
{
    private readonly Exporter exporter = new();
    private readonly MeterProvider meters;
    private readonly Lock collecting = new();

    public PrometheusScrape(IMeterFactory gateway)
    {
        meters = Sdk.CreateMeterProviderBuilder().AddMetersOf(gateway).AddReader(new BaseExportingMetricReader(exporter)).Build();
    }

    /// <summary>Everything as it is now.</summary>
    public string Collect()
    {
        lock (collecting)
        {
            // By way of the exporter, to which the reader has given this: asked itself, a reader of this kind does nothing.
            exporter.Collect!(Timeout.Infinite);
            return exporter.Text;
        }
    }

    public void Dispose() => meters.Dispose();

    [ExportModes(ExportModes.Pull)]
    private sealed class Exporter : BaseExporter<Metric>, IPullMetricExporter
    {
        public string Text { get; private set; } = "";

        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var text = new PrometheusText();
            foreach (var metric in batch)
            {
                text.Add(metric);
            }

            Text = text.ToString();
            return ExportResult.Success;
        }
    }
}
