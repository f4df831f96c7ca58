using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Tools;

/// <summary>Where a scope of the catalogue counts.</summary>
internal static class ScopeUse
{
    /// <summary>The scopes that an operation asks for by their names, those that only its candidate would ask for included.</summary>
    public static IEnumerable<Scope> ScopesAskedFor(this Operation operation) =>
        ScopesOf(operation.Requirement).Concat(ScopesOf(operation.Candidate?.Requirement)).Distinct();

    /// <summary>Those that ask for the scope by its name.</summary>
    public static ImmutableArray<Operation> OperationsThatAskFor(this RouteTable table, Scope scope) =>
        [.. table.Operations.Where(operation => operation.ScopesAskedFor().Contains(scope))];

    /// <summary>Whether holding the scope helps anywhere, by itself or by what it implies.</summary>
    public static bool IsOfUse(this RouteTable table, Scope scope) =>
        table.Operations.Any(operation => operation.ScopesAskedFor().Any(asked => asked.GrantedBy.Contains(scope.Name)));

    private static IEnumerable<Scope> ScopesOf(Requirement? requirement) =>
        (requirement as Requirement.Token)?.Scopes?.Alternatives.SelectMany(alternative => alternative) ?? [];
}
