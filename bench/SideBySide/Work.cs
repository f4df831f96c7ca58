namespace Gateway.SideBySide;

/// <summary>Something that proxies do, and what it costs them.</summary>
/// <param name="Name">On the command line, and in <c>ratios.json</c>.</param>
/// <param name="Title">In the table.</param>
/// <param name="Peers">Those that do it; the first is the control.</param>
internal abstract record Work(string Name, string Title, IReadOnlyList<Peer> Peers)
{
    public Peer Control => Peers[0];

    /// <summary>The one whose ratio is kept.</summary>
    public Peer Subject => Peers[^1];

    public abstract string Unit { get; }

    /// <summary>Rounds that are enough, however many are asked for.</summary>
    public int RoundsMax { get; init; } = int.MaxValue;

    /// <summary>Peers that have to run before, and stay.</summary>
    public abstract Task PrepareAsync(Stage stage, TextWriter progress);

    public abstract Task<Sample> MeasureAsync(Peer peer, int round, Stage stage, int seconds);
}
