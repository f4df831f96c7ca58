using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Authorization;

namespace Gateway.Tools.PolicyTests;

/// <summary>What is to be said about a test that fails, a line each.</summary>
internal static class FailureText
{
    public static IEnumerable<string> Of(TestResult failed)
    {
        yield return $"expected  {Say(failed.Test.Expect.Status, failed.Test.Expect.Code, failed.Test.Expect.Missing ?? [])}";
        yield return $"got       {Say(failed.Got.Status, failed.Got.Code, failed.Got.Missing)}";
        if (failed.Got.Detail is { } detail)
        {
            yield return $"because   {detail}";
        }

        if (failed.Got.FailedAt is { } step)
        {
            yield return $"step      {Name(step)}";
        }

        yield return $"operation {(failed.Got.Operation is { } operation ? $"{operation.Id} ({operation.Place})" : "none")}";
        if (failed.Test.Why is { } why)
        {
            yield return $"why       {why}";
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

    private static string Name(DecisionStep step) => JsonNamingPolicy.SnakeCaseLower.ConvertName(step.ToString());

    private static string Say(int? status, string? code, ImmutableArray<string> missing) =>
        status is null ? "allow" : $"{status}{(code is null ? "" : $" {code}")}{(missing.IsEmpty ? "" : $", missing {string.Join(' ', missing)}")}";
}
