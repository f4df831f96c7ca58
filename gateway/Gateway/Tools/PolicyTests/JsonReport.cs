using System.Collections.Immutable;
using Gateway.Authorization;

namespace Gateway.Tools.PolicyTests;

/// <summary>The result for programs.</summary>
internal sealed record JsonReport(
    bool Passed, ImmutableArray<JsonReport.Test> Tests, ImmutableArray<JsonReport.ReachOf> Reach, JsonReport.CoverageOf? Coverage)
{
    public static JsonReport Of(PolicyTestRun run, Coverage? coverage, int minCoverage) => new(
        run.Passed && !(coverage?.Percent < minCoverage),
        [.. run.Tests.Select(Of)],
        [.. run.Reaches.Select(Of)],
        coverage is null ? null : Of(coverage, minCoverage));

    private static ReachOf Of(ReachResult result) =>
        new(result.Reach.As.Name, result.Reach.Place, result.Passed, Differences(result.Also), Differences(result.Not));

    private static CoverageOf Of(Coverage coverage, int minCoverage) => new(
        coverage.Operations.Length,
        coverage.Covered,
        coverage.Percent,
        minCoverage,
        [
            .. coverage.Operations.Where(covered => !covered.Covered)
                .Select(covered => new Uncovered(covered.Operation.Id, covered.Operation.Place, covered.Allowed, covered.Refused)),
        ]);

    private static Test Of(TestResult result) => new(
        result.Test.As.Name,
        $"{result.Test.Method} {result.Test.Path}",
        result.Test.Place,
        result.Test.Why,
        result.Passed,
        Of(result.Test.Expect),
        new Answer(result.Got.Allowed, result.Got.Status, result.Got.Code, result.Got.Missing, result.Got.Detail, result.Got.FailedAt),
        result.Got.Operation?.Id,
        result.Got.Operation?.Place);

    private static Answer Of(Expectation expected) =>
        new(expected.Status is null, expected.Status, expected.Code, expected.Missing, null, null);

    private static ImmutableArray<Difference> Differences(IEnumerable<Outcome> outcomes) =>
        [.. outcomes.Select(outcome => new Difference(outcome.Operation!.Id, outcome.Operation.Place, outcome.Detail, outcome.FailedAt))];

    /// <param name="As">The persona.</param>
    /// <param name="Place"><c>file:line</c> of the test.</param>
    internal sealed record Test(
        string As,
        string Request,
        string Place,
        string? Why,
        bool Passed,
        Answer Expected,
        Answer Got,
        string? Operation,
        string? OperationPlace);

    internal sealed record Answer(
        bool Allowed, int? Status, string? Code, ImmutableArray<string>? Missing, string? Detail, DecisionStep? FailedStep);

    internal sealed record ReachOf(string As, string Place, bool Passed, ImmutableArray<Difference> Also, ImmutableArray<Difference> Not);

    internal sealed record Difference(string Operation, string Place, string? Detail, DecisionStep? FailedStep);

    internal sealed record CoverageOf(int Operations, int Covered, int Percent, int MinPercent, ImmutableArray<Uncovered> Uncovered);

    /// <param name="Allowed">Whether some test that passes allows it.</param>
    /// <param name="Refused">Whether one refuses it to somebody whose token is good.</param>
    internal sealed record Uncovered(string Operation, string Place, bool Allowed, bool Refused);
}
