using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi;

/// <summary>
/// The alternatives of a scope expression without what an implied scope or another alternative makes superfluous: a client that asks for
/// exactly these scopes gets in, and with any one less it does not.
/// </summary>
internal static class LeastSufficient
{
    public static ImmutableArray<ImmutableArray<string>> Of(ScopeExpression scopes)
    {
        var least = new List<ImmutableArray<string>>();
        foreach (var alternative in scopes.Names)
        {
            ImmutableArray<string> needed = [.. alternative.Distinct()];
            foreach (var scope in alternative)
            {
                var less = needed.Remove(scope);
                needed = Suffices(less, scopes) ? less : needed;
            }

            if (!least.Any(other => other.ToHashSet(StringComparer.Ordinal).SetEquals(needed)))
            {
                least.Add(needed);
            }
        }

        return [.. least];
    }

    private static bool Suffices(ImmutableArray<string> held, ScopeExpression scopes) =>
        scopes.Alternatives.Any(alternative => alternative.All(scope => scope.GrantedBy.Overlaps(held)));
}
