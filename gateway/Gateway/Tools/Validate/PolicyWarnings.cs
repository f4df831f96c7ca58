using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Validate;

/// <summary>
/// What a policy may say and nobody means: a part that never changes an answer, or a rule that nobody can meet. It is no matter of
/// strength; what is weak is for <c>audit</c>. docs/cli.md explains each code.
/// </summary>
internal static class PolicyWarnings
{
    public static ImmutableArray<Mistake> In(RouteTable table, Places places) =>
    [
        .. LookAlikeScopes(table, places),
        .. UnusedIssuers(table, places),
        .. table.Operations.SelectMany(operation => new RedundantScopes(table, places, operation).Find()),
        .. Tokens(table).SelectMany(one => UnusableClients(table, places, one.Operation, one.Required)),
        .. Tokens(table).SelectMany(one => UnusableStepUp(places, one.Operation, one.Required)),
    ];

    private static IEnumerable<(Operation Operation, Requirement.Token Required)> Tokens(RouteTable table) =>
        table.Operations.Where(operation => operation.Requirement is Requirement.Token)
            .Select(operation => (operation, (Requirement.Token)operation.Requirement));

    private static IEnumerable<Mistake> LookAlikeScopes(RouteTable table, Places places) =>
        table.Scopes.GroupBy(scope => scope.Name, StringComparer.OrdinalIgnoreCase).SelectMany(alike => alike.Skip(1).Select(scope => places.At(
            ["Scopes", scope.Name],
            "look-alike-scopes",
            $"{Wording.Quote(scope.Name)} and {Wording.Quote(alike.First().Name)} differ in upper and lower case only, and are two scopes")));

    private static IEnumerable<Mistake> UnusedIssuers(RouteTable table, Places places) =>
        table.Issuers.Where(issuer => !Tokens(table).Any(one => Accepts(one.Required, issuer))).Select(issuer => places.At(
            ["Issuers", issuer.Name], "unused-issuer", $"no operation accepts tokens of the issuer {Wording.Quote(issuer.Name)}; its keys are fetched all the same"));

    private static IEnumerable<Mistake> UnusableClients(RouteTable table, Places places, Operation operation, Requirement.Token required) =>
        required.Clients
            .Where(client => table.Issuers.Where(issuer => Accepts(required, issuer))
                .All(issuer => !issuer.Clients.IsEmpty && !issuer.Clients.Contains(client, StringComparer.Ordinal)))
            .Select(client => places.At(
                operation,
                "Clients",
                "unusable-client",
                $"{Wording.Quote(client)} is let in by none of the issuers accepted here: their \"Clients\" leave it out"));

    private static IEnumerable<Mistake> UnusableStepUp(Places places, Operation operation, Requirement.Token required)
    {
        if (required is { Caller: CallerKind.Machine, StepUp: not null })
        {
            yield return places.At(
                operation, "StepUp", "unusable-step-up", "a machine does not sign in, so its token does not say how and when: nobody can call this");
        }
    }

    private static bool Accepts(Requirement.Token required, Issuer issuer) =>
        required.Issuers.IsEmpty || required.Issuers.Contains(issuer.Name, StringComparer.Ordinal);
}
