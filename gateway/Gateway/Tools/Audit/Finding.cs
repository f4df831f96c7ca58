using Gateway.Routes.Json;

namespace Gateway.Tools.Audit;

/// <summary>A rule at a spot.</summary>
/// <param name="Ignored">The entry of the ignore file that covers it; null: it counts.</param>
internal sealed record Finding(AuditRule Rule, Spot Spot, IgnoreEntry? Ignored = null)
{
    public string Message => $"{Wording.Quote(Spot.At)} {Rule.Finding}{(Spot.Detail is null ? "" : $" ({Spot.Detail})")}";

    public bool CountsFrom(Severity severity) => Ignored is null && Rule.Severity >= severity;
}
