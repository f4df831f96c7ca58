using System.Collections.Immutable;
using System.Text.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>What is to be said about a test that fails, a line each.</summary>
internal static class FailureText
{
    public static IEnumerable<string> Of(TestResult failed)
    {
        var (expected, got) = (failed.Test.Expect, failed.Got);
        var (wanted, found) = (Say(expected.Status, expected.Code, expected.Missing ?? []), Say(got.Status, got.Code, got.Missing));
        yield return $"expected {wanted}; got {found}";
        if (got.Detail is { } detail)
        {
            var step = got.FailedAt is { } failedAt ? $"step {JsonNamingPolicy.SnakeCaseLower.ConvertName(failedAt.ToString())}: " : "";
            yield return $"{step}{detail}";
        }

        if (got.Operation is { } operation)
        {
            yield return $"operation {operation.Id} ({operation.Place})";
        }

        if (failed.Test.Why is { } why)
        {
            yield return $"why: {why}";
        }
    }

    public static IEnumerable<string> Of(ReachResult failed) =>
    [
        .. failed.Also.Select(also => $"{failed.Reach.As.Name} can ALSO call {also.Operation!.Id} ({also.Operation.Place})"),
        .. failed.Not.Select(not => $"{failed.Reach.As.Name} can NOT call {not.Operation!.Id} ({not.Operation.Place}): {not.Detail}"),
    ];

    public static string Of(OperationCoverage uncovered) => uncovered switch
    {
        { Allowed: false, Refused: false } => "no test that passes is about it",
        { Allowed: false } => "no test allows it",
        _ => "no test refuses it to somebody whose token is good",
    };

    private static string Say(int? status, string? code, ImmutableArray<string> missing) =>
        status is null ? "allow"
        : $"{status}{(code is null ? "" : $" {code}")}{(missing.IsEmpty ? "" : $", missing {string.Join(' ', missing)}")}";
}
