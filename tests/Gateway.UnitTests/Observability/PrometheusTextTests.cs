using System.Diagnostics.Metrics;
using Gateway.Observability.Prometheus;
using Gateway.Testing;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Gateway.UnitTests.Observability;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter meter = new("a \"meter\"" + Guid.NewGuid().ToString("N"));

    public void Dispose() => meter.Dispose();

    [Fact]
    public void A_histogram_counts_what_is_below()
    {
        var page = Collect(() =>
        {
            var buckets = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] };
            var histogram = meter.CreateHistogram("a.duration", "s", "How long.", tags: null, buckets);
            histogram.Record(0.25);
            histogram.Record(0.75);
            histogram.Record(8);
        });
        Assert.Equal("histogram", page.Types["a_duration_seconds"]);
        Assert.Equal([1, 2, 3, 9, 3], page.Series.Values);
        Assert.Contains(page.Series.Keys, key => key.EndsWith(",le=\"+Inf\"}", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_and_units_become_those_of_Prometheus()
    {
        var page = Collect(() =>
        {
            meter.CreateCounter<long>("a.requests", "{request}").Add(1);
            meter.CreateCounter<long>("a.sent.bytes", "By").Add(1);
            meter.CreateUpDownCounter<long>("a.open").Add(-1);
            meter.CreateGauge<double>("a.share", "1").Record(0.5);
            meter.CreateObservableGauge("a-b/c", () => 1);
        });
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["a_requests_total"] = "counter",
                ["a_sent_bytes_total"] = "counter",
                ["a_open"] = "gauge",
                ["a_share_ratio"] = "gauge",
                ["a_b_c"] = "gauge",
            },
            page.Types);
        Assert.Equal(-1, page.Series.Single(one => one.Key.StartsWith("a_open{", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public void Whatever_a_text_has_in_it_the_page_is_well_formed()
    {
        var page = Collect(() =>
            meter.CreateCounter<long>("evil", description: "\"quoted\"\nnext \\ line")
                .Add(1, new("a.b", "\"}\n# TYPE x counter\n\\"), new("9", true)));
        Assert.EndsWith(""",_9="true",a_b="\"}\n# TYPE x counter\n\\"}""", Assert.Single(page.Series).Key, StringComparison.Ordinal);
    }

    /// <summary>Of many values of a tag only so many are kept apart.</summary>
    [Fact]
    public void Series_are_bounded_and_what_is_beyond_is_counted_together()
    {
        var page = Collect(() =>
        {
            var counter = meter.CreateCounter<long>("many");
            for (var value = 0; value < 10_000; value++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("value", value));
            }
        });
        Assert.InRange(page.Series.Count, 1_000, 2_001);
        Assert.Equal(10_000, page.Series.Values.Sum());
        Assert.Contains(page.Series.Keys, key => key.Contains("otel_metric_overflow=\"true\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a{b=\"c\"} 1\n")]
    [InlineData("# HELP a b\n# TYPE a counter\na{b=\"c\"} 1\n")]
    [InlineData("# HELP a b\n# TYPE a gauge\na{b=\"c\"} 1\na{b=\"c\"} 2\n")]
    [InlineData("# HELP a b\n# TYPE a gauge\na{b=\"c\"} 1")]
    [InlineData("# HELP a b\n# TYPE a gauge\na{b=\"c\"d\"} 1\n")]
    [InlineData("# HELP a b\n# TYPE a histogram\na_bucket{b=\"c\",le=\"1\"} 1\na_sum{b=\"c\"} 1\na_count{b=\"c\"} 1\n")]
    public void The_parser_can_say_no(string text) => Assert.Throws<FormatException>(() => PrometheusExposition.Parse(text));

    private PrometheusExposition Collect(Action measure)
    {
        var text = new PrometheusText();
        using var exporter = new Collecting(text);
        using var reader = new BaseExportingMetricReader(exporter);
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).AddReader(reader).Build();
        measure();
        exporter.Collect!(Timeout.Infinite);
        return PrometheusExposition.Parse(text.ToString());
    }

    [ExportModes(ExportModes.Pull)]
    private sealed class Collecting(PrometheusText text) : BaseExporter<Metric>, IPullMetricExporter
    {
        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                text.Add(metric);
            }

            return ExportResult.Success;
        }
    }
}
