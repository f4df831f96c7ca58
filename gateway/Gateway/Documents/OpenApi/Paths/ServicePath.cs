using System.Collections.Immutable;
using Gateway.Routes.Written;

namespace Gateway.Documents.OpenApi.Paths;

/// <summary>
/// Where a request of a template arrives at its service, and with it the answer to two questions: is that a path of the service's document,
/// and how do clients see it? YARP's transforms of paths are followed forwards, so none has to be undone.
/// </summary>
internal sealed record ServicePath(ImmutableArray<PathSegment> Client, ImmutableArray<PathSegment> Service, string Method)
{
    /// <summary>Null where a transform makes it something that nobody can follow.</summary>
    /// <param name="client">The template that clients call.</param>
    /// <param name="method">Theirs.</param>
    /// <param name="basePath">Of the service's address.</param>
    public static ServicePath? Of(
        PathTemplate client, string method, IReadOnlyList<IReadOnlyDictionary<string, string>> transforms, string basePath)
    {
        var service = client.Segments;
        foreach (var transform in transforms)
        {
            if (transform.TryGetValue("PathRemovePrefix", out var prefix))
            {
                service = Without(Segments(prefix), service);
            }
            else if (transform.TryGetValue("PathPrefix", out var added))
            {
                service = [.. Literals(added), .. service];
            }
            else if (transform.TryGetValue("PathSet", out var whole))
            {
                service = [.. Literals(whole)];
            }
            else if (transform.TryGetValue("PathPattern", out var pattern))
            {
                if (Pattern(pattern, client) is not { } parsed)
                {
                    return null;
                }

                service = parsed;
            }
            else if (transform.TryGetValue("HttpMethodChange", out var from) && transform.TryGetValue("Set", out var to)
                && from.Equals(method, StringComparison.OrdinalIgnoreCase))
            {
                method = to.ToUpperInvariant();
            }
        }

        return new(client.Segments, [.. Literals(basePath), .. service], method);
    }

    /// <summary>The client's path for one of the service's, and how much of it was literal on both sides; null: it is not reached.</summary>
    /// <param name="path">With the base path of the document.</param>
    public (ImmutableArray<PathPart> Client, string Fit)? Match(string path)
    {
        var written = Segments(path);
        var bound = new Dictionary<string, ImmutableArray<PathPart>>(StringComparer.OrdinalIgnoreCase);
        var fit = "";
        for (var index = 0; index < Service.Length; index++)
        {
            if (Service[index] is PathSegment.CatchAll rest)
            {
                bound[rest.Name] = [.. written.Skip(index).Select(segment => FromService(segment))];
                return (Bind(bound), fit + "c");
            }

            if (index >= written.Length)
            {
                return null;
            }

            var parameter = IsParameter(written[index]);
            switch (Service[index])
            {
                case PathSegment.Literal literal when parameter || literal.Text.Equals(written[index], StringComparison.OrdinalIgnoreCase):
                    break;
                case PathSegment.Parameter known when parameter:
                    bound[known.Name] = [new PathPart(null, known.Name, known.Constraints, NameIn(written[index]))];
                    break;
                case PathSegment.Parameter known when known.Constraints.All(constraint => constraint.Accepts(written[index])):
                    bound[known.Name] = [PathPart.Fixed(written[index])];
                    break;
                default:
                    return null;
            }

            fit += parameter ? "b" : "a";
        }

        return written.Length == Service.Length ? (Bind(bound), fit) : null;
    }

    private ImmutableArray<PathPart> Bind(Dictionary<string, ImmutableArray<PathPart>> bound) => [.. Client.SelectMany(segment => segment switch
    {
        PathSegment.Parameter parameter when bound.TryGetValue(parameter.Name, out var parts) => parts,
        PathSegment.CatchAll rest when bound.TryGetValue(rest.Name, out var parts) => parts,
        _ => [PathPart.Of(segment)],
    })];

    private static PathPart FromService(string segment) =>
        IsParameter(segment) ? new PathPart(null, NameIn(segment) ?? "part", [], NameIn(segment)) : PathPart.Fixed(segment);

    private static bool IsParameter(string segment) => segment.Contains('{', StringComparison.Ordinal);

    /// <summary>Null for a segment that is a parameter in part, which here counts as one, whatever is in it.</summary>
    private static string? NameIn(string segment) =>
        segment is ['{', .. var name, '}'] && name.Length > 0 && !name.AsSpan().ContainsAny('{', '}') ? name : null;

    private static ImmutableArray<PathSegment> Without(string[] prefix, ImmutableArray<PathSegment> path) =>
        path.Length >= prefix.Length && prefix.Zip(path).All(pair =>
            pair.Second is PathSegment.Literal literal && literal.Text.Equals(pair.First, StringComparison.OrdinalIgnoreCase))
            ? path[prefix.Length..]
            : path;

    private static ImmutableArray<PathSegment>? Pattern(string pattern, PathTemplate client)
    {
        if (Segments(pattern) is [])
        {
            return [];
        }

        var (template, _) = PathTemplate.Parse("", pattern.StartsWith('/') ? pattern : $"/{pattern}");
        return template is null ? null : [.. template.Segments.Select(segment => segment is PathSegment.Parameter parameter
            ? client.Segments.OfType<PathSegment.Parameter>().FirstOrDefault(known => known.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)) ?? segment
            : segment)];
    }

    private static IEnumerable<PathSegment> Literals(string path) => Segments(path).Select(text => new PathSegment.Literal(text));

    private static string[] Segments(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
