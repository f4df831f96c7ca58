using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Testing;

/// <summary>
/// Prometheus' text format 0.0.4, read as strictly as its description allows: whatever is not by it throws. What a scraper would forgive is
/// not forgiven here.
/// </summary>
public sealed partial class PrometheusExposition
{
    private readonly Dictionary<string, string> types = [];
    private readonly Dictionary<string, double> series = [];

    private PrometheusExposition()
    {
    }

    /// <summary>By name of the family.</summary>
    public IReadOnlyDictionary<string, string> Types => types;

    /// <summary>By name and labels as they stand there.</summary>
    public IReadOnlyDictionary<string, double> Series => series;

    public static PrometheusExposition Parse(string text)
    {
        var read = new PrometheusExposition();
        Require(text.EndsWith('\n'), "the last line has no end");
        string? family = null, helped = null;
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                Require(!read.types.ContainsKey(help.Groups["name"].Value), $"a family is there twice: {line}");
                helped = help.Groups["name"].Value;
            }
            else if (Type().Match(line) is { Success: true } type)
            {
                family = type.Groups["name"].Value;
                Require(family == helped, $"TYPE without its HELP: {line}");
                read.types.Add(family, type.Groups["type"].Value);
            }
            else
            {
                var sample = Sample().Match(line);
                Require(sample.Success, $"no line of the format: {line}");
                Require(family is not null && read.BelongsTo(family, sample.Groups["name"].Value), $"a sample outside its family: {line}");
                read.Add(sample);
            }
        }

        read.CheckHistograms();
        return read;
    }

    private bool BelongsTo(string family, string name) => types[family] switch
    {
        "histogram" => name == family + "_bucket" || name == family + "_sum" || name == family + "_count",
        "counter" => name == family && name.EndsWith("_total", StringComparison.Ordinal),
        _ => name == family,
    };

    private void Add(Match sample)
    {
        var labels = Label().Matches(sample.Groups["labels"].Value);
        Require(string.Concat(labels.Select(label => label.Value)).TrimEnd(',') == sample.Groups["labels"].Value, $"labels: {sample.Value}");
        Require(labels.DistinctBy(label => label.Groups["name"].Value).Count() == labels.Count, $"a label twice: {sample.Value}");
        var value = sample.Groups["value"].Value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        Require(series.TryAdd($"{sample.Groups["name"].Value}{{{sample.Groups["labels"].Value}}}", value), $"a series twice: {sample.Value}");
    }

    /// <summary>Buckets never go down, the last is <c>+Inf</c> and what <c>_count</c> says.</summary>
    private void CheckHistograms()
    {
        foreach (var histogram in types.Where(type => type.Value == "histogram").Select(type => type.Key))
        {
            var buckets = series.Where(one => one.Key.StartsWith(histogram + "_bucket{", StringComparison.Ordinal))
                .GroupBy(one => Bound().Replace(one.Key, ""), one => (Bound: Bound().Match(one.Key).Groups["bound"].Value, one.Value));
            foreach (var one in buckets)
            {
                var counts = one.Select(bucket => bucket.Value).ToList();
                Require(counts.Order().SequenceEqual(counts), $"buckets that go down: {one.Key}");
                Require(one.Last().Bound == "+Inf", $"no bucket +Inf: {one.Key}");
                Require(series[one.Key.Replace("_bucket{", "_count{", StringComparison.Ordinal)] == counts[^1], $"another count: {one.Key}");
                Require(series.ContainsKey(one.Key.Replace("_bucket{", "_sum{", StringComparison.Ordinal)), $"no sum: {one.Key}");
            }
        }
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new FormatException(what);
        }
    }

    [GeneratedRegex(@"\A# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\\n]|\\\\|\\n)*\z")]
    private static partial Regex Help();

    [GeneratedRegex(@"\A# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)\z")]
    private static partial Regex Type();

    [GeneratedRegex(@"\A(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\{(?<labels>.*)\} (?<value>\+Inf|-Inf|NaN|-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?)\z")]
    private static partial Regex Sample();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>(?:[^"\\\n]|\\\\|\\"|\\n)*)"(?:,|\z)""")]
    private static partial Regex Label();

    [GeneratedRegex(",le=\"(?<bound>[^\"]*)\"")]
    private static partial Regex Bound();
}
