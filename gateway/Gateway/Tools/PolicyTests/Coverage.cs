using System.Collections.Immutable;
using Gateway.Authorization;
using Gateway.Routes;

namespace Gateway.Tools.PolicyTests;

/// <summary>
/// Which operations are proved from both sides by tests that pass: somebody is allowed, and somebody is refused although their token is a
/// good one. A call without a token is refused by every rule there is, so it proves nothing about this one, unless any token would do. A
/// public operation refuses nobody: to be allowed is all.
/// </summary>
internal sealed record Coverage(ImmutableArray<OperationCoverage> Operations)
{
    public static Coverage Of(RouteTable table, PolicyTestRun run)
    {
        // A reach that holds has asked about every operation, and each answer was the expected one.
        var proofs = run.Tests.Where(test => test.Passed).Select(test => test.Got)
            .Concat(run.Reaches.Where(reach => reach.Passed).SelectMany(reach => reach.Outcomes))
            .Where(outcome => outcome.Operation is not null)
            .ToLookup(outcome => outcome.Operation!.Id);
        return new Coverage(
        [
            .. table.Operations.Select(operation => new OperationCoverage(
                operation,
                proofs[operation.Id].Any(outcome => outcome.Allowed),
                operation.Requirement is Requirement.Public || proofs[operation.Id].Any(IsRefusedForItsRule))),
        ]);
    }

    public int Covered => Operations.Count(operation => operation.Covered);

    /// <summary>Rounded down: 100 is all.</summary>
    public int Percent => Operations.IsEmpty ? 100 : Covered * 100 / Operations.Length;

    private static bool IsRefusedForItsRule(Outcome outcome) =>
        !outcome.Allowed && (outcome.FailedAt != DecisionStep.Token || AsksForNoMoreThanAToken(outcome.Operation!));

    private static bool AsksForNoMoreThanAToken(Operation operation) =>
        operation.Requirement is Requirement.Token { Scopes: null, Caller: null, Clients: [], Claims: [], Issuers: [], StepUp: null }
        && !operation.Api.Forward.Any(claim => claim.Required);
}

/// <param name="Allowed">Some test allows it.</param>
/// <param name="Refused">Some test refuses it, or it refuses nobody.</param>
internal sealed record OperationCoverage(Operation Operation, bool Allowed, bool Refused)
{
    public bool Covered => Allowed && Refused;
}
