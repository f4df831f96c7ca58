using System.Text.Json;

namespace Gateway.SideBySide;

/// <summary><c>bench/ratios.json</c>: work to what the gateway cost in it, by the control. CI compares with it.</summary>
internal static class CommittedRatios
{
    /// <summary>Machines and their neighbours differ; what costs twice as much as it did is no accident.</summary>
    private const double GrossRegression = 2;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static string File => Repository.PathOf("bench/ratios.json");

    public static void Write(IEnumerable<Outcome> outcomes)
    {
        var ratios = System.IO.File.Exists(File) ? Read() : [];
        foreach (var outcome in outcomes)
        {
            ratios[outcome.Work.Name] = Math.Round(RatioOf(outcome), 2);
        }

        var inOrder = Works.All.Where(work => ratios.ContainsKey(work.Name)).ToDictionary(work => work.Name, work => ratios[work.Name]);
        System.IO.File.WriteAllText(File, JsonSerializer.Serialize(inOrder, Indented) + "\n");
    }

    /// <summary>What has become twice as dear in every round; null: nothing.</summary>
    public static string? Regression(Outcome outcome)
    {
        var work = outcome.Work;
        var (lowest, committed) = (outcome.Ratios(work.Subject, work.Control).Min(), Read()[work.Name]);
        return lowest <= GrossRegression * committed ? null
            : FormattableString.Invariant($"{work.Name}: at least {lowest:N2} of {work.Control}, and it was {committed:N2}");
    }

    private static double RatioOf(Outcome outcome) => outcome.Ratio(outcome.Work.Subject, outcome.Work.Control);

    private static Dictionary<string, double> Read() => JsonSerializer.Deserialize<Dictionary<string, double>>(System.IO.File.ReadAllText(File))!;
}
