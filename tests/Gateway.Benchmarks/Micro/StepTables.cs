using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Gateway.Benchmarks.Micro;

/// <summary>
/// What was measured, as tables for a document: ratios and allocated bytes. Times are left out, since they say more about the machine than
/// about the gateway.
/// </summary>
internal static class StepTables
{
    private const string Begin = "<!-- micro: begin -->\n";
    private const string End = "<!-- micro: end -->\n";

    public static string Of(IEnumerable<Summary> summaries) => string.Join('\n', summaries.Select(Table));

    /// <summary>A document with its place for the tables; null: there is none.</summary>
    public static Marked? MarkedIn(string document)
    {
        var text = File.Exists(document) ? File.ReadAllText(document) : "";
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin ? null : new Marked(text[..(begin + Begin.Length)], text[end..]);
    }

    private static string Table(Summary summary)
    {
        var title = summary.BenchmarksCases[0].Descriptor.Type.GetCustomAttribute<DescriptionAttribute>()!.Description;
        var control = Time(summary, summary.BenchmarksCases.Single(step => step.Descriptor.Baseline));
        var table = new StringBuilder().Append(CultureInfo.InvariantCulture, $"| {title} | ratio | bytes |\n| --- | ---: | ---: |\n");
        foreach (var step in summary.BenchmarksCases)
        {
            var ratio = Time(summary, step) / control;
            var bytes = summary[step]!.GcStats.GetBytesAllocatedPerOperation(step);
            table.Append(CultureInfo.InvariantCulture, $"| {Name(step)} | {ratio.ToString(ratio < 10 ? "N2" : "N0", CultureInfo.InvariantCulture)} | {bytes:N0} |\n");
        }

        return table.ToString();
    }

    /// <summary>
    /// Of the lower quartile, unlike the ratios that are printed, which are of means: whatever disturbs a measurement makes it longer and
    /// never shorter.
    /// </summary>
    private static double Time(Summary summary, BenchmarkCase step) => summary[step]!.ResultStatistics!.Q1;

    /// <summary>A name with spaces comes in quotes.</summary>
    private static string Name(BenchmarkCase step) => step.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');

    /// <summary>What stands before the tables and after them.</summary>
    internal sealed record Marked(string Before, string After)
    {
        public string With(string tables) => Before + "\n" + tables + "\n" + After;
    }
}
