using Gateway.Problems;

namespace Gateway.Authorization;

/// <summary>Yes, or no and why.</summary>
/// <param name="Refused">Null: allowed.</param>
/// <param name="FailedAt">The first step that does not hold; null: allowed.</param>
internal sealed record Decision(Problem? Refused, DecisionStep? FailedAt)
{
    public static readonly Decision Allow = new(null, null);

    public bool Allowed => Refused is null;

    public static Decision Refuse(Problem problem, DecisionStep step) => new(problem, step);
}
