using System.Globalization;

namespace Gateway.SideBySide;

/// <summary>Bytes that are allocated per request, as the runtime of the process counts them.</summary>
internal sealed record AllocationWork(string Name, string Title, IReadOnlyList<Peer> Peers, Load Load) : Work(Name, Title, Peers)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    public override string Unit => "B";

    public static readonly Peer Bare = Counting(SideBySide.Peers.Bare);

    public static readonly Peer Ours = Counting(SideBySide.Peers.Ours);

    public override Task PrepareAsync(Stage stage, TextWriter progress) => stage.WithAsync(Peers, progress);

    public override async Task<Sample> MeasureAsync(Peer peer, int round, Stage stage, int seconds)
    {
        var running = (await stage.WithAsync([peer], TextWriter.Null))[0];
        var before = await AllocatedAsync(running, stage);
        var answered = await Load.RunAsync(running, stage, seconds);
        var after = await AllocatedAsync(running, stage);
        return new Sample(peer, round, (after - before) / (double)answered.Requests) { Answered = answered, ResidentMiB = running.ResidentMiB };
    }

    /// <summary>See <c>bench/peers/Allocations</c>.</summary>
    private static async Task<long> AllocatedAsync(RunningPeer peer, Stage stage)
    {
        var file = FileOf(stage, peer.Ports);
        File.Delete(file);
        await peer.SignalAsync("WINCH");
        while (true)
        {
            // Its last character says that it is all there.
            if (File.Exists(file) && await File.ReadAllTextAsync(file) is [.. var number, '\n'])
            {
                return long.Parse(number, CultureInfo.InvariantCulture);
            }

            await Task.Delay(Glance);
        }
    }

    /// <summary>Where a process writes down how much it has allocated.</summary>
    private static string FileOf(Stage stage, Ports ports) => stage.PathOf($"{ports.Http}.allocations");

    private static Peer Counting(Peer peer) => peer with
    {
        Command = (stage, ports) =>
        {
            var command = peer.Command(stage, ports);
            return command with
            {
                Environment = new Dictionary<string, string>(command.Environment)
                {
                    ["DOTNET_STARTUP_HOOKS"] = Programs.PathOf("Allocations"),
                    ["ALLOCATIONS_FILE"] = FileOf(stage, ports),
                },
            };
        },
    };
}
