using System.Diagnostics;

namespace Gateway.SideBySide;

/// <summary>From the start of the process to the first request that the service has answered: milliseconds of waiting.</summary>
internal sealed record StartWork(string Name, string Title, IReadOnlyList<Peer> Peers) : Work(Name, Title, Peers)
{
    public override string Unit => "ms";

    public override Task PrepareAsync(Stage stage, TextWriter progress) => Programs.PublishReadyToRunAsync(progress);

    public override async Task<Sample> MeasureAsync(Peer peer, int round, Stage stage, int seconds)
    {
        await Machine.UntilQuietAsync(stage.Patience);
        var clock = Stopwatch.StartNew();
        await using var running = await RunningPeer.StartAsync(peer, stage, Machine.Measured);
        await FunctionCheck.UntilReadyAsync(running, stage);
        return new Sample(peer, round, clock.Elapsed.TotalMilliseconds) { ResidentMiB = running.ResidentMiB };
    }
}
