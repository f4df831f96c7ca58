using System.Collections.Immutable;

namespace Gateway.Tools.Diff;

/// <summary>How a policy behaves differently from another one.</summary>
/// <param name="Same">How many operations are asked for, and ask for, exactly what they did.</param>
internal sealed record PolicyDiff(ImmutableArray<Change> Changes, int Same)
{
    /// <summary>Whether something is open that was not: what a reviewer has to agree to.</summary>
    public bool Weaker => Changes.Any(change => change.CountsAsWeaker);
}
