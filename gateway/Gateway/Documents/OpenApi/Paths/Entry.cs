using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Written;

namespace Gateway.Documents.OpenApi.Paths;

/// <summary>One operation as the document is to have it.</summary>
/// <param name="Method">In lower case.</param>
/// <param name="Described">Where its service describes it; null: a stub.</param>
/// <param name="Fit">How well the service's path fits, by its segments: of two, the lesser is the one that the service takes.</param>
internal sealed record Entry(
    Operation Operation, PathTemplate Template, string Method, ImmutableArray<PathPart> Path, ServiceOperation? Described, string Fit)
{
    public string Shape { get; } = PathPart.ShapeOf(Path);

    /// <summary>Whether it stands for all requests of its operation, and not only for those that the service describes.</summary>
    public bool IsWhole { get; } = Described is null || Path.Length == Template.Segments.Length
        && Path.Zip(Template.Segments).All(pair => (pair.First.Literal is null) == (pair.Second is not PathSegment.Literal));

    /// <summary>Whether every request of a path of this shape is its own.</summary>
    public bool TakesAll => Path.All(part => part.Constraints.IsEmpty && !part.Rest);
}
