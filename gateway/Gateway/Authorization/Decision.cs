using Gateway.Problems;

namespace Gateway.Authorization;

/// <summary>Yes, or no and why.</summary>
/// <param name="Refused">Null: allowed.</param>
internal sealed record Decision(Problem? Refused)
{
    public static readonly Decision Allow = new((Problem?)null);

    public bool Allowed => Refused is null;

    public static Decision Refuse(Problem problem) => new(problem);
}
