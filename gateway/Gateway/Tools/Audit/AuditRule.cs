namespace Gateway.Tools.Audit;

/// <summary>One thing that an audit looks for, as data.</summary>
/// <param name="Id">Stable: ignore files and dashboards name it.</param>
/// <param name="Finding">What is wrong, said of whatever it is found at.</param>
internal sealed record AuditRule(string Id, Severity Severity, string Finding, string Fix)
{
    /// <summary>Every spot of a policy where it is so.</summary>
    public Func<AuditedPolicy, IEnumerable<Spot>> Look { get; init; } = _ => [];
}
