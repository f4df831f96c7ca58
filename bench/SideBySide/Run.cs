namespace Gateway.SideBySide;

/// <summary>All that was asked for, from the tokens to the table.</summary>
internal static class Run
{
    public static async Task<int> OfAsync(Choices choices, TextWriter output, TextWriter progress)
    {
        await using var stage = await Stage.SetAsync(
            algorithm => TokensNeeded(choices, algorithm), new Patience(choices.Short ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(20)), progress);
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

        await PrintAsync(output, Table.Lines(outcomes, allCosts: true));
        await PrintAsync(output, choices.Short ? [] : Verdicts.Lines(outcomes));
        await PrintAsync(output, Disturbance.In(outcomes) is { } disturbance ? [disturbance] : []);
        await PrintAsync(output, regressions);
        if (choices.WriteDocs)
        {
            Docs.Write(outcomes);
        }

        return regressions.Count == 0 ? 0 : 1;
    }

    /// <summary>For all works, and to get warm before each. What is compared and looks bad is measured twice.</summary>
    private static int TokensNeeded(Choices choices, Algorithm algorithm)
    {
        var seconds = (1 + choices.Rounds * choices.Seconds) * (choices.Compare ? 2 : 1);
        return choices.Works.OfType<LoadWork>().Select(work => work.Load.TokensNeeded(algorithm, seconds)).Append(1).Max();
    }

    private static async Task PrintAsync(TextWriter output, IEnumerable<string> lines)
    {
        await output.WriteLineAsync();
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }
    }
}
