namespace Gateway.SideBySide;

/// <summary>All that was asked for, from the tokens to the table.</summary>
internal static class Run
{
    public static async Task<int> OfAsync(Choices choices, TextWriter output, TextWriter progress)
    {
        await using var stage = await Stage.SetAsync(TokensFor(choices), progress);
        List<Outcome> outcomes = [];
        List<string> regressions = [];
        foreach (var work in choices.Works)
        {
            var outcome = await Rounds.RunAsync(work, stage, choices.Rounds, choices.Seconds, progress);
            if (choices.Compare && CommittedRatios.Regression(outcome) is { } suspected)
            {
                await progress.WriteLineAsync($"Once more: {suspected}");
                outcome = await Rounds.RunAsync(work, stage, choices.Rounds, choices.Seconds, progress);
                regressions.AddRange(CommittedRatios.Regression(outcome) is { } regression ? [regression] : Array.Empty<string>());
            }

            outcomes.Add(outcome);
        }

        await PrintAsync(output, Table.Lines(outcomes));
        await PrintAsync(output, choices.Short ? [] : Verdicts.Lines(outcomes));
        await PrintAsync(output, regressions);
        if (choices.WriteDocs)
        {
            CommittedRatios.Write(outcomes);
        }

        return regressions.Count == 0 ? 0 : 1;
    }

    /// <summary>Those that take turns, and those that nobody has seen: for each second of load, and for getting warm.</summary>
    private static int TokensFor(Choices choices) => choices.Works.OfType<LoadWork>().Any(work => work.Name.StartsWith("never", StringComparison.Ordinal))
        ? Tokens.Rotation + Tokens.PerSecond * (1 + choices.Seconds * choices.Rounds)
        : Tokens.Rotation;

    private static async Task PrintAsync(TextWriter output, IEnumerable<string> lines)
    {
        await output.WriteLineAsync();
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }
    }
}
