using System.Globalization;

namespace Gateway.SideBySide;

/// <summary>Full load on one processor, from the start on: from which second on a request costs hardly more than it does in the end.</summary>
internal sealed record WarmUpWork(string Name, string Title, IReadOnlyList<Peer> Peers) : Work(Name, Title, Peers)
{
    /// <summary>More than it takes: what is still becoming cheaper in the end would be taken for steady too early.</summary>
    private const int Seconds = 24;
    private const int SecondsAtTheEnd = 4;
    private const double HardlyMore = 1.2;

    private static readonly Wrk Load = new("/a/x", TokenChoice.One(Algorithm.Rs256));

    public override string Unit => "s";

    public override Task PrepareAsync(Stage stage, TextWriter progress) => Task.CompletedTask;

    public override async Task<Sample> MeasureAsync(Peer peer, int round, Stage stage, int seconds)
    {
        await using var running = await RunningPeer.StartAsync(peer, stage, Machine.Measured);
        await FunctionCheck.UntilReadyAsync(running, stage);
        using var service = new HttpClient { BaseAddress = new Uri(stage.ServiceUrl) };
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var load = Load.RunAsync(running, stage, Seconds + 1);
        List<double> costs = [];
        var (time, requests) = (running.ProcessorTime, await RequestsAsync(service));
        while (costs.Count < Seconds && await second.WaitForNextTickAsync())
        {
            var (timeNow, requestsNow) = (running.ProcessorTime, await RequestsAsync(service));
            costs.Add((timeNow - time).TotalMicroseconds / Math.Max(1, requestsNow - requests));
            (time, requests) = (timeNow, requestsNow);
        }

        var end = costs.TakeLast(SecondsAtTheEnd).Median();
        return new Sample(peer, round, costs.FindLastIndex(cost => cost > HardlyMore * end) + 2) // the one after the last that was dear, counted from 1
        {
            Answered = await load,
            ResidentMiB = running.ResidentMiB,
        };
    }

    /// <summary>As the service counts them: it is nginx's status page, and the number behind the others in its third line.</summary>
    private static async Task<long> RequestsAsync(HttpClient service)
    {
        var status = await service.GetStringAsync(new Uri("/requests", UriKind.Relative));
        return long.Parse(status.Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)[2], CultureInfo.InvariantCulture);
    }
}
