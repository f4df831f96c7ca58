using System.Collections.Immutable;
using Gateway.Routes.Written;

namespace Gateway.Routes.Checks;

/// <summary>
/// Operations by the segments of their paths, to find those that may have requests in common with a path without looking at all of them. Where
/// two paths cannot meet is decided by literals alone: what is found still has to be compared (<see cref="PathComparison"/>).
/// </summary>
internal sealed class TemplateTree
{
    private readonly Dictionary<string, TemplateTree> literals = [];
    private readonly Dictionary<string, TemplateTree> parameters = [];

    /// <summary>Whose path ends here, and whose goes on from here with a catch-all.</summary>
    private readonly List<int> here = [];

    /// <param name="number">By which <see cref="Near"/> names it.</param>
    public void Add(PathTemplate template, int number)
    {
        var node = this;
        foreach (var segment in template.Segments.Where(segment => segment is not PathSegment.CatchAll))
        {
            var children = segment is PathSegment.Literal ? node.literals : node.parameters;
            if (!children.TryGetValue(segment.Shape, out var child))
            {
                children.Add(segment.Shape, child = new TemplateTree());
            }

            node = child;
        }

        node.here.Add(number);
    }

    /// <summary>The numbers of all whose paths may overlap with this one, ascending.</summary>
    public ImmutableArray<int> Near(PathTemplate template)
    {
        var found = ImmutableArray.CreateBuilder<int>();
        Collect(template.Segments.AsSpan(), found);
        found.Sort();
        return found.ToImmutable();
    }

    private void Collect(ReadOnlySpan<PathSegment> rest, ImmutableArray<int>.Builder found)
    {
        found.AddRange(here);
        if (rest.IsEmpty)
        {
            return;
        }

        foreach (var child in rest[0] is PathSegment.Literal literal ? Accepting(literal) : literals.Values.Concat(parameters.Values))
        {
            // A catch-all stays where it is: it meets all that is below.
            child.Collect(rest[0] is PathSegment.CatchAll ? rest : rest[1..], found);
        }
    }

    private IEnumerable<TemplateTree> Accepting(PathSegment.Literal literal) =>
        literals.TryGetValue(literal.Shape, out var child) ? parameters.Values.Append(child) : parameters.Values;
}
