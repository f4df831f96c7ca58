using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>One segment of a template: a literal, a parameter <c>{id:int}</c>, or the final <c>{**rest}</c>.</summary>
internal abstract partial record PathSegment
{
    private PathSegment()
    {
    }

    internal sealed record Literal(string Text) : PathSegment;

    internal sealed record Parameter(string Name, ImmutableArray<PathConstraint> Constraints) : PathSegment;

    /// <summary>Every further segment, and also none.</summary>
    internal sealed record CatchAll(string Name) : PathSegment;

    /// <summary>Two segments of the same shape match the same: names of parameters and case do not count.</summary>
    public string Shape => this switch
    {
        Literal literal => literal.Text.ToLowerInvariant(),
        Parameter parameter => $"{{:{string.Join(':', parameter.Constraints.Select(constraint => constraint.Text))}}}",
        _ => "{**}",
    };

    /// <summary>The segment, or what is wrong with it.</summary>
    public static (PathSegment? Segment, string? Problem) Parse(string text)
    {
        if (!text.AsSpan().ContainsAny('{', '}'))
        {
            return PathLiteral.Problem(text) is { } problem ? (null, problem) : (new Literal(text), null);
        }

        if (CatchAllForm.Match(text) is { Success: true } rest)
        {
            return (new CatchAll(rest.Groups["name"].Value), null);
        }

        return ParameterForm.Match(text) is { Success: true } match ? ParseParameter(match) : (null, Misshapen(text));
    }

    private static (PathSegment? Segment, string? Problem) ParseParameter(Match match)
    {
        var constraints = ImmutableArray.CreateBuilder<PathConstraint>();
        foreach (Capture capture in match.Groups["constraint"].Captures)
        {
            var (constraint, problem) = PathConstraint.Parse(capture.Value);
            if (constraint is null)
            {
                return (null, problem);
            }

            constraints.Add(constraint);
        }

        return (new Parameter(match.Groups["name"].Value, constraints.ToImmutable()), null);
    }

    /// <summary>What ASP.NET Core would take and we do not, each with its own way out.</summary>
    private static string Misshapen(string text) => text switch
    {
        _ when !text.StartsWith('{') || text.IndexOf('}') != text.Length - 1 || text.LastIndexOf('{') > 0 =>
            $"mixes text and parameters in the segment {Wording.Quote(text)}; a parameter is a whole segment",
        _ when text.StartsWith("{**", StringComparison.Ordinal) =>
            $"has {Wording.Quote(text)}; a catch-all is a name without constraint: {{**rest}}",
        _ when text.StartsWith("{*", StringComparison.Ordinal) => $"has {Wording.Quote(text)}; a catch-all has two stars: {{**rest}}",
        _ when text.Contains('?') => $"has the optional parameter {Wording.Quote(text)}; write two operations, one without it",
        _ when text.Contains('=') => $"has the parameter {Wording.Quote(text)} with a default; write two operations, one without it",
        _ => $"has {Wording.Quote(text)}; a parameter is {{name}} or {{name:constraint}}, its name in letters, digits and _",
    };

    [GeneratedRegex(@"\A\{\*\*(?<name>[A-Za-z_][A-Za-z0-9_]*)\}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex CatchAllForm { get; }

    [GeneratedRegex(@"\A\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:(?<constraint>[^:{}?=*]+))*\}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex ParameterForm { get; }
}
