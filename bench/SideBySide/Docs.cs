namespace Gateway.SideBySide;

/// <summary>What a whole run leaves in the repository: the table in <c>docs/performance.md</c>, the plot beside it, and the ratios for CI.</summary>
internal static class Docs
{
    private const string Begin = "<!-- bench/run.sh: begin -->";
    private const string End = "<!-- bench/run.sh: end -->";

    public static void Write(IReadOnlyCollection<Outcome> outcomes)
    {
        var file = Repository.PathOf("docs/performance.md");
        var text = File.ReadAllText(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new BenchmarkException($"{file} has no place between {Begin} and {End}");
        }

        string[] section =
        [
            Begin,
            "",
            "![Processor time per request by that of YARP which checks nothing; the table below has the same numbers](performance.svg)",
            "",
            .. Disturbance.In(outcomes) is { } disturbance ? [disturbance, ""] : Array.Empty<string>(),
            .. Table.Lines(outcomes, allCosts: false),
            "",
            "Measured against what we aim for:",
            "",
            .. Verdicts.Lines(outcomes),
            "",
        ];
        File.WriteAllText(file, $"{text[..begin]}{string.Join('\n', section)}\n{text[end..]}");
        File.WriteAllText(Repository.PathOf("docs/performance.svg"), Plot.Of(outcomes));
        CommittedRatios.Write(outcomes);
    }
}
