namespace Gateway.SideBySide;

/// <summary>One run of a work with one peer.</summary>
/// <param name="Cost">In the unit of the work.</param>
internal sealed record Sample(Peer Peer, int Round, double Cost)
{
    public Answered? Answered { get; init; }

    public double ResidentMiB { get; init; }

    /// <summary>Processors that something else used meanwhile: 0.1 is a tenth of one.</summary>
    public double Disturbance { get; init; }
}
