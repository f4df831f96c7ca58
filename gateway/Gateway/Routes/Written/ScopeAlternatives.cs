using System.Collections.Immutable;

namespace Gateway.Routes.Written;

/// <summary>
/// Multiplies nested <c>AllOf</c> and <c>AnyOf</c> out into alternatives (disjunctive normal form). An alternative that asks for everything
/// another asks for, and more, is dropped: whoever holds it holds the smaller one.
/// </summary>
internal static class ScopeAlternatives
{
    /// <summary>Beyond this nobody can review a rule, and nested lists multiply: 2 × 2 × 2 … grows without end.</summary>
    public const int Max = 64;

    public static ImmutableArray<ImmutableArray<Scope>> One(Scope scope) => [[scope]];

    /// <summary>Null when there are more than <see cref="Max"/>.</summary>
    public static ImmutableArray<ImmutableArray<Scope>>? Any(IEnumerable<ImmutableArray<ImmutableArray<Scope>>> parts) =>
        Fold([], parts, (left, right) => left.Concat(right));

    /// <summary>Null when there are more than <see cref="Max"/>.</summary>
    public static ImmutableArray<ImmutableArray<Scope>>? All(IEnumerable<ImmutableArray<ImmutableArray<Scope>>> parts) =>
        Fold([[]], parts, (left, right) => left.SelectMany(one => right.Select(other => one.Union(other).ToImmutableArray())));

    private static ImmutableArray<ImmutableArray<Scope>>? Fold(
        ImmutableArray<ImmutableArray<Scope>> start,
        IEnumerable<ImmutableArray<ImmutableArray<Scope>>> parts,
        Func<ImmutableArray<ImmutableArray<Scope>>, ImmutableArray<ImmutableArray<Scope>>, IEnumerable<ImmutableArray<Scope>>> combine)
    {
        var result = start;
        foreach (var part in parts)
        {
            result = Smallest([.. combine(result, part)]);
            if (result.Length > Max)
            {
                return null;
            }
        }

        return result;
    }

    /// <summary>Of two equal alternatives the first stays, so that the order is the file's.</summary>
    private static ImmutableArray<ImmutableArray<Scope>> Smallest(List<ImmutableArray<Scope>> alternatives)
    {
        var sets = alternatives.ConvertAll(alternative => alternative.ToHashSet());
        return
        [
            .. alternatives.Where((_, index) => !sets.Where((other, position) =>
                position < index ? other.IsSubsetOf(sets[index]) : other.IsProperSubsetOf(sets[index])).Any()),
        ];
    }
}
