using System.Collections.Immutable;
using Gateway.Routes.Written;

namespace Gateway.Documents.OpenApi.Paths;

/// <summary>A segment of a path as clients see it.</summary>
/// <param name="Literal">Null: a parameter.</param>
/// <param name="Name">Of the parameter, in the routes file or, where a catch-all takes it, in the service's document.</param>
/// <param name="Constraints">What its values have to look like, by the routes file.</param>
/// <param name="ServiceName">What the service's document calls it; null: it does not know it.</param>
/// <param name="Rest">It stands for any number of segments.</param>
internal sealed record PathPart(
    string? Literal, string Name, ImmutableArray<PathConstraint> Constraints, string? ServiceName = null, bool Rest = false)
{
    public static PathPart Of(PathSegment segment) => segment switch
    {
        PathSegment.Literal literal => Fixed(literal.Text),
        PathSegment.Parameter parameter => new(null, parameter.Name, parameter.Constraints),
        PathSegment.CatchAll rest => new(null, rest.Name, [], Rest: true),
        _ => throw new ArgumentOutOfRangeException(nameof(segment)),
    };

    public static PathPart Fixed(string text) => new(text, "", []);

    /// <summary>OpenAPI cannot tell two paths apart that have the same, and the gateway has no regard for case.</summary>
    public static string ShapeOf(ImmutableArray<PathPart> path) =>
        string.Concat(path.Select(part => part.Literal is { } literal ? $"/{literal.ToLowerInvariant()}" : "/{}"));
}
