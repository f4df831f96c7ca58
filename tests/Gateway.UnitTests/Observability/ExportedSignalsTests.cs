using Gateway.Observability.Export;
using Microsoft.Extensions.Configuration;

namespace Gateway.UnitTests.Observability;

public sealed class ExportedSignalsTests
{
    [Theory]
    [InlineData("", false, false, false)]
    [InlineData("OTEL_SERVICE_NAME=x OTEL_TRACES_EXPORTER=otlp", false, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317", true, true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://collector:4317", true, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://collector:4317", false, true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://collector:4317", false, false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317 OTEL_METRICS_EXPORTER=none", true, false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317 OTEL_SDK_DISABLED=true", false, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317 OTEL_SDK_DISABLED=false", true, true, true)]
    public void A_signal_is_sent_where_an_endpoint_is_named(string variables, bool traces, bool metrics, bool logs)
    {
        var set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(set.ToDictionary(one => one[0], string? (one) => one[1])).Build();
        Assert.Equal(new ExportedSignals(traces, metrics, logs), ExportedSignals.Of(configuration));
    }
}
