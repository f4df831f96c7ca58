using System.Collections.Immutable;
using Gateway.Routes.Written;

namespace Gateway.Routes.Checks;

/// <summary>
/// Which paths two templates have in common. Where it cannot be known (can a value satisfy two constraints?) the answer is the careful one:
/// they overlap, and neither lies within the other.
/// </summary>
internal static class PathComparison
{
    /// <summary>Constraints that no value satisfies both of. A <c>guid</c> may be all digits, so it is not apart from a number.</summary>
    private static readonly (string, string)[] Apart =
        [("int", "alpha"), ("long", "alpha"), ("int", "bool"), ("long", "bool"), ("guid", "bool")];

    public static bool Overlaps(this PathTemplate left, PathTemplate right)
    {
        var (one, other) = (left.Segments, right.Segments);
        for (var index = 0; ; index++)
        {
            if (IsRest(one, index) || IsRest(other, index))
            {
                return true;
            }

            if (index == one.Length || index == other.Length)
            {
                // One has ended: the other has to end too, or go on with a catch-all, which matches nothing as well.
                return one.Length == other.Length;
            }

            if (!Overlap(one[index], other[index]))
            {
                return false;
            }
        }
    }

    /// <summary>Whether every path that <paramref name="inner"/> matches is matched by <paramref name="outer"/>.</summary>
    public static bool IsWithin(this PathTemplate inner, PathTemplate outer)
    {
        var (narrow, wide) = (inner.Segments, outer.Segments);
        for (var index = 0; ; index++)
        {
            if (IsRest(wide, index))
            {
                return true;
            }

            if (IsRest(narrow, index))
            {
                return false;
            }

            if (index == narrow.Length || index == wide.Length)
            {
                return narrow.Length == wide.Length;
            }

            if (!Within(narrow[index], wide[index]))
            {
                return false;
            }
        }
    }

    private static bool IsRest(ImmutableArray<PathSegment> segments, int index) =>
        index < segments.Length && segments[index] is PathSegment.CatchAll;

    private static bool Overlap(PathSegment left, PathSegment right) => (left, right) switch
    {
        (PathSegment.Literal one, PathSegment.Literal other) => one.Shape == other.Shape,
        (PathSegment.Literal literal, PathSegment.Parameter parameter) => Accepts(parameter, literal),
        (PathSegment.Parameter parameter, PathSegment.Literal literal) => Accepts(parameter, literal),
        (PathSegment.Parameter one, PathSegment.Parameter other) => !AreApart(one, other) && !AreApart(other, one),
        _ => true,
    };

    private static bool Within(PathSegment inner, PathSegment outer) => (inner, outer) switch
    {
        (_, PathSegment.Parameter { Constraints: [] }) => true,
        (PathSegment.Literal literal, PathSegment.Parameter parameter) => Accepts(parameter, literal),
        (PathSegment.Parameter narrow, PathSegment.Parameter wide) =>
            wide.Constraints.All(needed => narrow.Constraints.Any(given => Implies(given, needed))),
        _ => inner.Shape == outer.Shape,
    };

    private static bool Accepts(PathSegment.Parameter parameter, PathSegment.Literal literal) =>
        parameter.Constraints.All(constraint => constraint.Accepts(literal.Text));

    private static bool AreApart(PathSegment.Parameter one, PathSegment.Parameter other) =>
        one.Constraints.Any(left => other.Constraints.Any(right => Apart.Contains((left.Name, right.Name))));

    private static bool Implies(PathConstraint given, PathConstraint needed) =>
        given.Text == needed.Text || (given.Text, needed.Text) == ("int", "long");
}
