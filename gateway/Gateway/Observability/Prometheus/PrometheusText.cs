using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace Gateway.Observability.Prometheus;

/// <summary>
/// Prometheus' text format, version 0.0.4: for each metric its HELP and TYPE, then its series, all of them together. A metric that two meters
/// have is one with the series of both, told apart by <c>otel_scope_name</c>.
/// </summary>
internal sealed class PrometheusText
{
    /// <summary>In the order they came in.</summary>
    private readonly OrderedDictionary<string, (string Type, StringBuilder Lines)> families = new(StringComparer.Ordinal);

    public void Add(Metric metric)
    {
        if (PrometheusName.TypeOf(metric) is not { } type)
        {
            return;
        }

        var name = PrometheusName.Of(metric);
        if (!families.TryGetValue(name, out var family))
        {
            family = (type, new StringBuilder()
                .Append("# HELP ").Append(name).Append(' ').Append(Escaped(metric.Description, quote: false)).Append('\n')
                .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n'));
            families.Add(name, family);
        }

        // One name, two kinds of metric: the format has no place for the second.
        if (family.Type == type)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                AddPoint(family.Lines, name, metric, point);
            }
        }
    }

    public override string ToString() => string.Concat(families.Values.Select(family => family.Lines.ToString()));

    private static void AddPoint(StringBuilder lines, string name, Metric metric, in MetricPoint point)
    {
        var labels = LabelsOf(metric, point);
        if (metric.MetricType == MetricType.Histogram)
        {
            AddHistogram(lines, name, labels, point);
            return;
        }

        AddLine(lines, name, labels, metric.MetricType switch
        {
            MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
            MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
            MetricType.LongGauge => point.GetGaugeLastValueLong(),
            _ => point.GetGaugeLastValueDouble(),
        });
    }

    /// <summary>A bucket of Prometheus' counts what is in those below it as well.</summary>
    private static void AddHistogram(StringBuilder lines, string name, string labels, in MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            AddLine(lines, name + "_bucket", $"{labels},le=\"{Number(bucket.ExplicitBound)}\"", below);
        }

        AddLine(lines, name + "_sum", labels, point.GetHistogramSum());
        AddLine(lines, name + "_count", labels, below);
    }

    private static void AddLine(StringBuilder lines, string name, string labels, double value) =>
        lines.Append(name).Append('{').Append(labels).Append("} ").Append(Number(value)).Append('\n');

    private static string LabelsOf(Metric metric, in MetricPoint point)
    {
        var labels = new StringBuilder($"otel_scope_name=\"{Escaped(metric.MeterName, quote: true)}\"");
        foreach (var (name, value) in point.Tags)
        {
            var text = value is bool yes ? (yes ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture);
            labels.Append(',').Append(PrometheusName.OfLabel(name)).Append("=\"").Append(Escaped(text ?? "", quote: true)).Append('"');
        }

        return labels.ToString();
    }

    private static string Escaped(string text, bool quote)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quote ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
