namespace Gateway.Tools.Audit;

/// <summary>A finding that somebody looked at and answers for.</summary>
/// <param name="Id">The rule's.</param>
/// <param name="At"><see cref="Spot.At"/>, exactly.</param>
/// <param name="Why">The reason, for whoever audits next.</param>
/// <param name="Until">The last day on which it counts; null: for good.</param>
/// <param name="Place"><c>file:line</c>.</param>
internal sealed record IgnoreEntry(string Id, string At, string Why, DateOnly? Until, string Place)
{
    public Spot Spot => new($"{Id} {At}", Place, Until is { } day ? $"until {day:yyyy-MM-dd}" : null);

    public bool Covers(AuditRule rule, Spot spot) => rule.Id == Id && spot.At == At;
}
