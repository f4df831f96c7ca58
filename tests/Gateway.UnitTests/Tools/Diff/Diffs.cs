using Gateway.Tools.Diff;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.Diff;

/// <summary>Comparisons of small policies.</summary>
internal static class Diffs
{
    public static async Task<PolicyDiff> OfAsync(string old, string @new)
    {
        using var before = new ComparedPolicy(RoutesFiles.Compile(old));
        using var after = new ComparedPolicy(RoutesFiles.Compile(@new));
        return await PolicyComparison.CompareAsync(before, after);
    }

    /// <summary>Of the operations of one API below <c>/a</c>.</summary>
    public static Task<PolicyDiff> OfOperationsAsync(string old, string @new) =>
        OfAsync(RoutesFiles.WithOperations(old), RoutesFiles.WithOperations(@new));

    /// <summary>Of the one operation <c>GET /x</c>, by what it asks for.</summary>
    public static Task<PolicyDiff> OfRequirementsAsync(string old, string @new) =>
        OfOperationsAsync($"\"GET /x\": {old}", $"\"GET /x\": {@new}");

    /// <summary>Kind and subject of each change, one a line.</summary>
    public static string Summary(this PolicyDiff diff) =>
        string.Join('\n', diff.Changes.Select(change => $"{change.Kind.ToString().ToLowerInvariant()} {change.Subject}"));
}
