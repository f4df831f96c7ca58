using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Tools.PolicyTests;

/// <summary>What became of the tests of some files.</summary>
internal sealed record PolicyTestRun(ImmutableArray<TestResult> Tests, ImmutableArray<ReachResult> Reaches)
{
    /// <param name="chosen">By the name of a test or reach, whether it is run.</param>
    /// <param name="now">The moment of every call: a sign-in a minute ago was a minute before it.</param>
    public static async Task<PolicyTestRun> OfAsync(
        RouteTable table, IReadOnlyList<PolicyTestFile> files, Func<string, bool> chosen, DateTimeOffset now)
    {
        using var matcher = new RequestMatcher(table);
        var tests = ImmutableArray.CreateBuilder<TestResult>();
        foreach (var test in files.SelectMany(file => file.Tests).Where(test => chosen(test.Name)))
        {
            tests.Add(new TestResult(test, await Outcome.OfAsync(test, matcher, now)));
        }

        var guarded = table.Operations.Where(operation => operation.Requirement is not Requirement.Public).ToList();
        var reaches = files.SelectMany(file => file.Reaches).Where(reach => chosen(reach.Name)).Select(reach =>
            new ReachResult(reach, [.. guarded.Select(operation => Outcome.Of(operation, reach.As, now))]));
        return new PolicyTestRun(tests.ToImmutable(), [.. reaches]);
    }

    public bool Passed => Tests.All(test => test.Passed) && Reaches.All(reach => reach.Passed);
}

internal sealed record TestResult(PolicyTest Test, Outcome Got)
{
    public bool Passed =>
        Got.Status == Test.Expect.Status
        && (Test.Expect.Code is null || Test.Expect.Code == Got.Code)
        && (Test.Expect.Missing is not { } missing || missing.ToHashSet(StringComparer.Ordinal).SetEquals(Got.Missing));
}

/// <param name="Outcomes">Of every operation that is not public.</param>
internal sealed record ReachResult(PolicyReach Reach, ImmutableArray<Outcome> Outcomes)
{
    /// <summary>Allowed and not listed: somebody has been given access.</summary>
    public IEnumerable<Outcome> Also => Outcomes.Where(outcome => outcome.Allowed && !IsListed(outcome));

    /// <summary>Listed and not allowed: somebody has lost it.</summary>
    public IEnumerable<Outcome> Not => Outcomes.Where(outcome => !outcome.Allowed && IsListed(outcome));

    public bool Passed => !Also.Any() && !Not.Any();

    private bool IsListed(Outcome outcome) => Reach.Operations.Contains(outcome.Operation!);
}
