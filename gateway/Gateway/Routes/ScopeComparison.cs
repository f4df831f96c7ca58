using System.Collections.Immutable;

namespace Gateway.Routes;

/// <summary>
/// Compares what two scope expressions let in, exactly, also when they come from two catalogues in which a scope is implied by different
/// ones. Whoever holds more than enough is let in as well, so only the smallest sets of scopes have to be looked at: one that grants each
/// scope of an alternative.
/// </summary>
internal static class ScopeComparison
{
    /// <summary>Scopes of a token that suffice for the first and not for the second; null when there are none. A null expression asks for nothing.</summary>
    public static ImmutableArray<string>? SufficientOnlyFor(ScopeExpression? first, ScopeExpression? second)
    {
        var other = Alternatives(second);
        return Alternatives(first)
            .Select(alternative => SufficientOnlyFor(alternative, [], other))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>The same with as few scopes as can be: one that implies several counts once.</summary>
    public static ImmutableArray<string>? FewestSufficientOnlyFor(ScopeExpression? first, ScopeExpression? second)
    {
        if (SufficientOnlyFor(first, second) is not { } enough)
        {
            return null;
        }

        var other = Alternatives(second);
        return Enumerable.Range(0, enough.Length)
            .SelectMany(count => Alternatives(first).Select(alternative => SufficientOnlyFor(alternative, [], other, count)))
            .FirstOrDefault(found => found is not null, enough);
    }

    private static ImmutableArray<string>? SufficientOnlyFor(
        ImmutableArray<Scope> asked, ImmutableArray<string> held, ImmutableArray<ImmutableArray<Scope>> other)
    {
        if (other.Any(alternative => alternative.All(scope => held.Any(scope.GrantedBy.Contains))))
        {
            return null;
        }

        return asked is [var next, ..]
            ? LeastGrants(next, other)
                .Select(grant => SufficientOnlyFor(asked[1..], held.Contains(grant) ? held : held.Add(grant), other))
                .FirstOrDefault(found => found is not null)
            : held;
    }

    /// <summary>
    /// The scopes that grant one, without those that help with the other expression at least as much as another of them does. Within one
    /// catalogue this is the scope alone, since implication is transitive, and nothing multiplies. Else it is rarely more than one or two.
    /// </summary>
    private static IEnumerable<string> LeastGrants(Scope scope, ImmutableArray<ImmutableArray<Scope>> other)
    {
        var grants = scope.GrantedBy.OrderBy(name => name != scope.Name).ThenBy(name => name, StringComparer.Ordinal).ToList();
        var helps = grants.ConvertAll(grant =>
            other.SelectMany(alternative => alternative).Where(asked => asked.GrantedBy.Contains(grant)).Select(asked => asked.Name).ToHashSet());
        return grants.Where((_, index) => !helps.Where((help, position) =>
            position < index ? help.IsSubsetOf(helps[index]) : help.IsProperSubsetOf(helps[index])).Any());
    }

    /// <summary>With at most so many more scopes than are held.</summary>
    private static ImmutableArray<string>? SufficientOnlyFor(
        ImmutableArray<Scope> asked, ImmutableArray<string> held, ImmutableArray<ImmutableArray<Scope>> other, int more)
    {
        if (other.Any(alternative => alternative.All(scope => held.Any(scope.GrantedBy.Contains))))
        {
            return null;
        }

        if (asked.FirstOrDefault(scope => !held.Any(scope.GrantedBy.Contains)) is not { } next)
        {
            return held;
        }

        // Of grants that help equally, here and there, one is enough.
        return more == 0 ? null : next.GrantedBy
            .OrderBy(name => name != next.Name).ThenBy(name => name, StringComparer.Ordinal)
            .DistinctBy(grant => string.Join(' ', asked.Concat(other.SelectMany(alternative => alternative))
                .Select(scope => scope.GrantedBy.Contains(grant))))
            .Select(grant => SufficientOnlyFor(asked, held.Add(grant), other, more - 1))
            .FirstOrDefault(found => found is not null);
    }

    private static ImmutableArray<ImmutableArray<Scope>> Alternatives(ScopeExpression? expression) => expression?.Alternatives ?? [[]];
}
