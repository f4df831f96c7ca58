using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Written;

namespace Gateway.Tools.Diff;

/// <summary>
/// Every kind of request that two policies know, by one sample each. Two requests are of one kind when the same templates match them: then
/// no policy that is made of these templates treats them differently. Templates are followed segment by segment, all at once, with a value
/// for each set of them that can match it; so a request is found also where a path of one policy takes it from a less exact one of the other.
/// </summary>
internal sealed class RequestSpace
{
    private readonly List<SampleRequest> samples = [];
    private readonly HashSet<string> walked = new(StringComparer.Ordinal);
    private readonly HashSet<string> ended = new(StringComparer.Ordinal);

    private RequestSpace()
    {
    }

    public static IReadOnlyList<SampleRequest> Of(RouteTable one, RouteTable other)
    {
        var space = new RequestSpace();
        var patterns = one.Operations.Concat(other.Operations)
            .Select(operation => (operation.Methods, Template: PathTemplate.Parse("", operation.Template).Template!))
            .GroupBy(operation => operation.Template.Shape)
            .Select((same, number) =>
                new Pattern(number, same.First().Template.Segments, [.. same.SelectMany(operation => operation.Methods).Distinct()]));
        space.Walk([.. patterns], 0, "");
        return space.samples;
    }

    /// <param name="alive">The templates that match what there is of the path.</param>
    /// <param name="depth">How many segments that is.</param>
    private void Walk(ImmutableArray<Pattern> alive, int depth, string path)
    {
        var ending = alive.Where(pattern => pattern.CanEndAt(depth)).ToList();
        if (ending.Count > 0 && ended.Add(string.Join(',', ending.Select(pattern => pattern.Number))))
        {
            samples.AddRange(ending.SelectMany(pattern => pattern.Methods).Distinct().Select(method => new SampleRequest(method, path)));
        }

        foreach (var (value, next) in Continuations(alive, depth))
        {
            if (walked.Add(string.Join(',', next.Select(pattern => pattern.StateAt(depth + 1)))))
            {
                Walk(next, depth + 1, $"{path}/{value}");
            }
        }
    }

    /// <summary>The values that the next segment can have, and the templates that are still matched with each.</summary>
    private static IEnumerable<(string Value, ImmutableArray<Pattern> Alive)> Continuations(ImmutableArray<Pattern> alive, int depth)
    {
        // What only parameters match comes first: it shows an operation better than the name of its neighbour does.
        var others = alive.Where(pattern => pattern.At(depth) is not (null or PathSegment.Literal)).ToList();
        var literals = alive.Where(pattern => pattern.At(depth) is PathSegment.Literal)
            .ToLookup(pattern => ((PathSegment.Literal)pattern.At(depth)!).Text, StringComparer.OrdinalIgnoreCase);
        var names = literals.Select(group => group.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var value in new SegmentValues(names).For([.. others.Select(pattern => pattern.At(depth)!)]))
        {
            if (others.Where(pattern => pattern.Accepts(value, depth)).ToImmutableArray() is { IsEmpty: false } matched)
            {
                yield return (value, matched);
            }
        }

        foreach (var literal in literals)
        {
            var matched = literal.Concat(others.Where(pattern => pattern.Accepts(literal.Key, depth)));
            yield return (literal.Key, [.. matched.OrderBy(pattern => pattern.Number)]);
        }
    }

    /// <summary>What the operations of both policies with one shape of path have in common.</summary>
    private sealed record Pattern(int Number, ImmutableArray<PathSegment> Segments, ImmutableArray<string> Methods)
    {
        private bool EndsInCatchAll => Segments[^1] is PathSegment.CatchAll;

        /// <summary>The segment at a depth; null behind the last one, which a catch-all never comes to.</summary>
        public PathSegment? At(int depth) => depth < Segments.Length ? Segments[depth] : EndsInCatchAll ? Segments[^1] : null;

        public bool CanEndAt(int depth) => depth == Segments.Length || (EndsInCatchAll && depth >= Segments.Length - 1);

        /// <summary>How far it has come; in a catch-all there is no further.</summary>
        public string StateAt(int depth) => $"{Number}@{(EndsInCatchAll ? Math.Min(depth, Segments.Length - 1) : depth)}";

        public bool Accepts(string value, int depth) =>
            At(depth) is not PathSegment.Parameter parameter || parameter.Constraints.All(constraint => constraint.Accepts(value));
    }
}
