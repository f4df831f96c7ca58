using Gateway.Routes;
using Gateway.Routes.Checks;
using Gateway.Routes.Written;

namespace Gateway.Tools.Audit;

/// <summary>
/// Catch-alls with a requirement that lets in somebody whom an operation inside them refuses. Public and any-token ones around something
/// stricter are mistakes of the file; of these a reviewer decides.
/// </summary>
internal static class CatchAlls
{
    public static IEnumerable<(Operation CatchAll, Operation Stricter)> AroundStricterOperations(RouteTable table)
    {
        var operations = table.Operations
            .Select(operation => (Operation: operation, Template: PathTemplate.Parse("", operation.Template).Template!))
            .ToList();
        return
            from outer in operations
            where outer.Template.EndsInCatchAll
            from inner in operations
            where outer.Template.Precedence > inner.Template.Precedence
                && outer.Operation.Methods.Intersect(inner.Operation.Methods).Any()
                && outer.Template.Overlaps(inner.Template)
                && !RequirementComparison.IsAtLeastAsStrict(WithIssuers(outer.Operation.Requirement, table), inner.Operation.Requirement)
            select (outer.Operation, inner.Operation);
    }

    /// <summary>No issuer named means every issuer of the file, which may be those that the other one names.</summary>
    private static Requirement WithIssuers(Requirement requirement, RouteTable table) => requirement is Requirement.Token { Issuers: [] } token
        ? token with { Issuers = [.. table.Issuers.Select(issuer => issuer.Name)] }
        : requirement;
}
