using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Testing.Policies;

/// <summary>Which operation a request is, as docs/routes.md says: by looking at every one of them.</summary>
internal static partial class OraclePaths
{
    /// <summary>The operations that have this path, whatever the method.</summary>
    public static List<(PolicyApi Api, PolicyOperation Operation)> Matching(Policy policy, string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return [.. policy.Operations.Where(candidate => Matches(Template(candidate), segments))];
    }

    /// <summary>Of those the one that gets the method; null: none has it.</summary>
    public static (PolicyApi Api, PolicyOperation Operation)? MostExact(
        Policy policy, List<(PolicyApi Api, PolicyOperation Operation)> onPath, string method)
    {
        var having = onPath
            .Where(candidate => candidate.Operation.Method == method || (method == "HEAD" && candidate.Operation.Method == "GET" && !HasOwnHead(policy, candidate)))
            .OrderBy(candidate => Rank(Template(candidate)), StringComparer.Ordinal)
            .ToList();
        return having.Count == 0 ? null : having[0];
    }

    private static bool HasOwnHead(Policy policy, (PolicyApi, PolicyOperation) get) =>
        policy.Operations.Any(other => other.Operation.Method == "HEAD" && Shape(other) == Shape(get));

    /// <summary>Names of parameters and case do not count.</summary>
    private static string Shape((PolicyApi, PolicyOperation) operation) =>
        ParameterName.Replace(string.Join('/', Template(operation)).ToUpperInvariant(), "{");

    private static string[] Template((PolicyApi Api, PolicyOperation Operation) operation) =>
        (operation.Api.Prefix + operation.Operation.Path).Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool Matches(ReadOnlySpan<string> template, ReadOnlySpan<string> path)
    {
        if (template.IsEmpty)
        {
            return path.IsEmpty;
        }

        if (template[0] == "{**rest}")
        {
            return true;
        }

        return !path.IsEmpty && Fits(template[0], path[0]) && Matches(template[1..], path[1..]);
    }

    private static bool Fits(string segment, string value) =>
        !segment.StartsWith('{') ? string.Equals(segment, value, StringComparison.OrdinalIgnoreCase)
        : segment.EndsWith(":int}", StringComparison.Ordinal) ? int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
        : segment.EndsWith(":alpha}", StringComparison.Ordinal) ? value.All(char.IsAsciiLetter)
        : true;

    /// <summary>The lower in alphabetical order, the more exact: literal, constrained parameter, parameter, catch-all, from left to right.</summary>
    private static string Rank(string[] template) => string.Concat(template.Select(segment =>
        !segment.StartsWith('{') ? 'a'
        : segment == "{**rest}" ? 'd'
        : segment.Contains(':') ? 'b'
        : 'c'));

    [GeneratedRegex(@"\{\**\w+")]
    private static partial Regex ParameterName { get; }
}
