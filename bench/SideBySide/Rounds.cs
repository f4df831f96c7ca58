namespace Gateway.SideBySide;

/// <summary>
/// The peers of a work take turns: A B C, B C A, C A B. The machine is not equally fast all the time, so only what was measured in the same round
/// is compared.
/// </summary>
internal static class Rounds
{
    public static async Task<Outcome> RunAsync(Work work, Stage stage, int rounds, int seconds, TextWriter progress)
    {
        await progress.WriteLineAsync($"{work.Name}: {work.Title}");
        await work.PrepareAsync(stage, progress);
        List<Sample> samples = [];
        for (var round = 0; round < Math.Min(rounds, work.RoundsMax); round++)
        {
            for (var turn = 0; turn < work.Peers.Count; turn++)
            {
                samples.Add(await work.MeasureAsync(work.Peers[(turn + round) % work.Peers.Count], round, stage, seconds));
            }
        }

        return new Outcome(work, samples);
    }
}
