namespace Gateway.SideBySide;

/// <summary>What else the machine did: it stands beside the results, since it makes them worth less.</summary>
internal static class Disturbance
{
    /// <summary>A run that something else disturbs more than this, in processors, is not good for much.</summary>
    public const double TooMuch = 0.12;

    /// <summary>Null: a quiet machine.</summary>
    public static string? In(IEnumerable<Outcome> outcomes)
    {
        var loads = outcomes.Where(outcome => outcome.Work is LoadWork).SelectMany(outcome => outcome.Samples);
        var median = loads.Select(sample => sample.Disturbance).Median();
        return median > TooMuch
            ? FormattableString.Invariant($"This was no quiet machine: in half of the runs something else used {100 * median:N0} % of a processor, or more.")
            : null;
    }
}
