namespace Gateway.SideBySide;

/// <summary>All rounds of one work.</summary>
internal sealed record Outcome(Work Work, IReadOnlyList<Sample> Samples)
{
    public IEnumerable<Sample> Of(Peer peer) => Samples.Where(sample => sample.Peer == peer);

    public double Cost(Peer peer) => Of(peer).Select(sample => sample.Cost).Median();

    /// <summary>The costs of two peers in the same round, by each other; of the rounds.</summary>
    public IReadOnlyList<double> Ratios(Peer peer, Peer against) =>
        [.. Of(peer).Join(Of(against), sample => sample.Round, sample => sample.Round, (one, other) => one.Cost / other.Cost)];

    public double Ratio(Peer peer, Peer against) => Ratios(peer, against).Median();

    public TimeSpan? Median(Peer peer, Func<Latency, TimeSpan> percentile)
    {
        TimeSpan[] seen = [.. Of(peer).Where(sample => sample.Answered is not null).Select(sample => percentile(sample.Answered!.Latency))];
        return seen.Length == 0 ? null : TimeSpan.FromMicroseconds(seen.Select(time => time.TotalMicroseconds).Median());
    }

    public double ResidentMiB(Peer peer) => Of(peer).Max(sample => sample.ResidentMiB);

    public long Requests(Peer peer) => Of(peer).Sum(sample => sample.Answered?.Requests ?? 0);
}
