using System.Collections.Immutable;

namespace Gateway.Testing.Policies;

/// <summary>Scopes as docs/routes.md says: AllOf, AnyOf, Implies.</summary>
internal static class OracleScopes
{
    /// <summary>What lacks from the alternatives that the token comes nearest to; one that is empty: nothing lacks.</summary>
    public static IReadOnlyList<string> Missing(ScopeTree? asked, ImmutableArray<PolicyScope> catalogue, ImmutableArray<string> held)
    {
        if (asked is null)
        {
            return [""];
        }

        var granted = held.Where(scope => catalogue.Any(known => known.Name == scope)).ToHashSet();
        while (catalogue.Where(scope => granted.Contains(scope.Name)).SelectMany(scope => scope.Implies).Any(granted.Add))
        {
            // Once more: what was added may imply something itself.
        }

        var lacking = Alternatives(asked).Select(alternative => alternative.Except(granted).ToList()).ToList();
        var fewest = lacking.Min(scopes => scopes.Count);
        return [.. lacking.Where(scopes => scopes.Count == fewest).Select(PolicyAnswer.List).Distinct()];
    }

    private static IEnumerable<ImmutableHashSet<string>> Alternatives(ScopeTree tree) => tree switch
    {
        ScopeTree.One one => [ImmutableHashSet.Create(one.Name)],
        ScopeTree.AnyOf any => any.Items.SelectMany(Alternatives),
        ScopeTree.AllOf all => all.Items.Select(Alternatives).Aggregate((left, right) => left.SelectMany(one => right.Select(one.Union))),
        _ => throw new ArgumentOutOfRangeException(nameof(tree)),
    };
}
