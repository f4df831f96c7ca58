using System.Diagnostics;

namespace Gateway.SideBySide;

/// <summary>A load on a process that is warm: processor time of the process per request.</summary>
/// <param name="Expected">What every request has to be answered with.</param>
internal sealed record LoadWork(string Name, string Title, IReadOnlyList<Peer> Peers, Load Load, int Expected = 200) : Work(Name, Title, Peers)
{
    private const int Tries = 3;

    /// <summary>
    /// Of each turn before it is measured. What this work does and none before did is compiled anew, once it has been called often; and where there is
    /// something to be remembered, that takes longer.
    /// </summary>
    public int WarmUpSeconds { get; init; } = 1;

    /// <summary>Peers that do not compile themselves need one.</summary>
    public int WarmUpTurns { get; init; } = 1;

    public override string Unit => "µs";

    public override async Task PrepareAsync(Stage stage, TextWriter progress)
    {
        var running = await stage.WithAsync(Peers, progress);
        for (var turn = 0; turn < WarmUpTurns; turn++)
        {
            foreach (var peer in running.Where(peer => turn == 0 || peer.Peer.CompilesItself))
            {
                Require(peer.Peer, await Load.Introduction.RunAsync(peer, stage, WarmUpSeconds));
            }
        }
    }

    /// <summary>While others disturb it is tried again, and the least disturbed run counts.</summary>
    public override async Task<Sample> MeasureAsync(Peer peer, int round, Stage stage, int seconds)
    {
        var running = (await stage.WithAsync([peer], TextWriter.Null))[0];
        await Machine.UntilQuietAsync(stage.Patience);
        var best = await MeasureOnceAsync(running, round, stage, seconds);
        for (var tries = 1; tries < Tries && !Load.UsesUp && best.Disturbance > Disturbance.TooMuch && stage.Patience.Left; tries++)
        {
            stage.Patience.Spend(TimeSpan.FromSeconds(seconds));
            await Machine.UntilQuietAsync(stage.Patience);
            var again = await MeasureOnceAsync(running, round, stage, seconds);
            best = again.Disturbance < best.Disturbance ? again : best;
        }

        return best;
    }

    private async Task<Sample> MeasureOnceAsync(RunningPeer peer, int round, Stage stage, int seconds)
    {
        var clock = Stopwatch.StartNew();
        var (busyBefore, oursBefore, peerBefore) = (Machine.Busy, OursBeside(stage), peer.ProcessorTime);
        var answered = await Load.RunAsync(peer, stage, seconds);
        var peerTime = peer.ProcessorTime - peerBefore;
        var others = Machine.Busy - busyBefore - (OursBeside(stage) - oursBefore) - peerTime;
        Require(peer.Peer, answered);
        return new Sample(peer.Peer, round, peerTime.TotalMicroseconds / answered.Requests)
        {
            Answered = answered,
            ResidentMiB = peer.ResidentMiB,
            Disturbance = Math.Max(0, others / clock.Elapsed),
        };
    }

    /// <summary>The load generator, this process and the service.</summary>
    private static TimeSpan OursBeside(Stage stage) => ProcessTree.OwnProcessorTime + stage.Service.ProcessorTime;

    private void Require(Peer peer, Answered answered)
    {
        var refusals = Expected < 400 || peer.Verifies.Count == 0 ? 0 : answered.Requests;
        if (answered.Requests == 0 || answered.Failed > 0 || answered.Refused != refusals)
        {
            throw new BenchmarkException(
                $"{Name}, {peer}: of {answered.Requests:N0} requests {answered.Refused:N0} were refused "
                + $"instead of {refusals:N0}, and {answered.Failed:N0} failed");
        }
    }
}
