namespace Gateway.Tools.PolicyTests;

/// <summary>The result for people: what failed first, then the counts.</summary>
internal sealed class TextReport(Terminal terminal)
{
    public void Write(PolicyTestRun run, Coverage? coverage, int minCoverage)
    {
        foreach (var failed in run.Tests.Where(test => !test.Passed))
        {
            Write(failed.Test.Place, failed.Test.Name, FailureText.Of(failed));
        }

        foreach (var failed in run.Reaches.Where(reach => !reach.Passed))
        {
            Write(failed.Reach.Place, failed.Reach.Name, FailureText.Of(failed));
        }

        if (coverage?.Percent < minCoverage)
        {
            var uncovered = coverage.Operations.Where(operation => !operation.Covered);
            Write(
                $"coverage is {coverage.Percent} %, less than the {minCoverage} % asked for", "",
                uncovered.Select(operation => $"{operation.Operation.Id} ({operation.Operation.Place}): {FailureText.Of(operation)}"));
        }

        var covered = coverage is null
            ? ""
            : $"; {coverage.Covered} of {coverage.Operations.Length} operations covered ({coverage.Percent} %)";
        terminal.Out.WriteLine($"{Counts(run)}{covered}");
    }

    private void Write(string place, string name, IEnumerable<string> lines)
    {
        terminal.Out.WriteLine($"{terminal.Red("FAILED")} {place} {name}".TrimEnd());
        foreach (var line in lines)
        {
            terminal.Out.WriteLine($"  {line}");
        }
    }

    private string Counts(PolicyTestRun run)
    {
        var tests = Of(run.Tests.Length, "test", "tests");
        var reaches = Of(run.Reaches.Length, "reach", "reaches");
        if (run.Passed)
        {
            return $"{terminal.Green("ok")} {tests}, {reaches}";
        }

        var (failedTests, failedReaches) = (run.Tests.Count(test => !test.Passed), run.Reaches.Count(reach => !reach.Passed));
        return $"{terminal.Red("failed")} {failedTests} of {tests}, {failedReaches} of {reaches}";
    }

    private static string Of(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
