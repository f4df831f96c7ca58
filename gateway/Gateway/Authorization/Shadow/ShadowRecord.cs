using System.Collections.Immutable;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authorization.Shadow;

/// <summary>What an operation's candidate says about a request that the enforced rule allows.</summary>
/// <param name="Code">Of the refusal there would be (<see cref="Refusal.Code"/>); null: there would be none.</param>
/// <param name="Missing">The scopes lacking from the candidate's nearest alternative.</param>
/// <param name="Detail">What would not hold, in a sentence.</param>
/// <param name="Until">The day by which the candidate is to be promoted or dropped.</param>
internal sealed record ShadowRecord(bool WouldRefuse, string? Code, ImmutableArray<string> Missing, string? Detail, DateOnly Until)
{
    /// <summary>Null: the operation has no candidate.</summary>
    public static ShadowRecord? Of(Operation operation, TokenResult token, DateTimeOffset now) =>
        Evaluator.DecideCandidate(operation, token, now) is not { } decision ? null : new ShadowRecord(
            !decision.Allowed,
            decision.Refused?.Refusal.Code,
            decision.Refused?.Missing ?? [],
            decision.Refused?.Detail,
            operation.Candidate!.Until);
}
