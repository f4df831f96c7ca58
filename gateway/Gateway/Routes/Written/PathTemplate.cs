using System.Collections.Immutable;
using Gateway.Routes.Json;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Gateway.Routes.Written;

/// <summary>
/// The path of an operation: the part of ASP.NET Core's route templates whose meaning is plain. Every template here is also one for the
/// framework, which does the matching.
/// </summary>
internal sealed record PathTemplate(string Text, ImmutableArray<PathSegment> Segments)
{
    /// <summary>The framework computes precedence as a decimal, one digit a segment: beyond 28 digits, different templates would tie.</summary>
    private const int SegmentsMax = 24;

    /// <summary>The framework's rank among templates that match the same path: the lower wins.</summary>
    public decimal Precedence { get; } = RoutePatternFactory.Parse(Text).InboundPrecedence;

    /// <summary>Two templates of the same shape match the same paths.</summary>
    public string Shape { get; } = string.Join('/', Segments.Select(segment => segment.Shape));

    public bool EndsInCatchAll => Segments is [.., PathSegment.CatchAll];

    /// <summary>The template of an operation below the prefix of its API, or what is wrong with it.</summary>
    public static (PathTemplate? Template, string? Problem) Parse(string prefix, string text)
    {
        if (!text.StartsWith('/'))
        {
            return (null, "has to start with '/'");
        }

        if (text.Length > 1 && text.EndsWith('/'))
        {
            return (null, "has a final '/'; leave it out, a request may have it or not");
        }

        var whole = text == "/" ? prefix : prefix + text;
        if (GatewayPath.Over(whole) is { } own)
        {
            return (null, $"comes to {whole}; what is at and below {own} the gateway answers itself");
        }

        var segments = ImmutableArray.CreateBuilder<PathSegment>();
        foreach (var part in whole[1..].Split('/'))
        {
            var (segment, problem) = PathSegment.Parse(part);
            if (segment is null)
            {
                return (null, problem);
            }

            segments.Add(segment);
        }

        var wrong = WholeProblem(segments);
        return wrong is null ? (new PathTemplate(whole, segments.ToImmutable()), null) : (null, wrong);
    }

    private static string? WholeProblem(ImmutableArray<PathSegment>.Builder segments)
    {
        var names = segments.Select(NameOf).OfType<string>().ToList();
        var twice = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return segments switch
        {
            _ when segments.SkipLast(1).OfType<PathSegment.CatchAll>().Any() => "has a catch-all that is not its last segment",
            _ when twice is not null => $"has the parameter {Wording.Quote(twice.Key)} twice",
            { Count: > SegmentsMax } => $"has more than {SegmentsMax} segments",
            _ => null,
        };
    }

    private static string? NameOf(PathSegment segment) => segment switch
    {
        PathSegment.Parameter parameter => parameter.Name,
        PathSegment.CatchAll rest => rest.Name,
        _ => null,
    };
}
