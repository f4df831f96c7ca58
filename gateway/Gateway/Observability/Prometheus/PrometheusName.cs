using System.Text.RegularExpressions;
using OpenTelemetry.Metrics;

namespace Gateway.Observability.Prometheus;

/// <summary>
/// What Prometheus calls a metric of OpenTelemetry's: <c>gateway.request.duration</c> in <c>s</c> is <c>gateway_request_duration_seconds</c>,
/// by the specification "Prometheus and OpenMetrics Compatibility" of OpenTelemetry.
/// </summary>
internal static partial class PrometheusName
{
    /// <summary>Null: it has no form in this format.</summary>
    public static string? TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic or MetricType.LongGauge or MetricType.DoubleGauge => "gauge",
        MetricType.Histogram => "histogram",
        _ => null,
    };

    public static string Of(Metric metric)
    {
        var type = TypeOf(metric);
        var name = Harmless(metric.Name, ':');
        var unit = UnitInWords(metric.Unit, type);
        name = unit is null || name.EndsWith('_' + unit, StringComparison.Ordinal) ? name : $"{name}_{unit}";
        return type == "counter" && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    public static string OfLabel(string name) => Harmless(name, '_');

    /// <summary>Units in braces are remarks: <c>{request}</c>.</summary>
    private static string? UnitInWords(string unit, string? type) => unit switch
    {
        "" or ['{', ..] => null,
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "1" => type == "gauge" ? "ratio" : null,
        _ => Harmless(unit, '_'),
    };

    private static string Harmless(string name, char alsoAllowed)
    {
        var harmless = Others().Replace(name, match => match.Value == alsoAllowed.ToString() ? match.Value : "_");
        return char.IsAsciiDigit(harmless[0]) ? '_' + harmless : harmless;
    }

    [GeneratedRegex("[^a-zA-Z0-9_]")]
    private static partial Regex Others();
}
