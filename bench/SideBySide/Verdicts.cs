using System.Globalization;

namespace Gateway.SideBySide;

/// <summary>Each target with what was measured, in Markdown.</summary>
internal static class Verdicts
{
    public static IEnumerable<string> Lines(IReadOnlyCollection<Outcome> outcomes)
    {
        yield return "| work | the gateway's | target | measured | |";
        yield return "| --- | --- | ---: | ---: | --- |";
        foreach (var target in Targets.All)
        {
            if (outcomes.FirstOrDefault(outcome => outcome.Work.Name == target.Work) is { } outcome)
            {
                var value = target.Value(outcome);
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {outcome.Work.Title} | {target.Of} | ≤ {target.AtMost:0.##} | {value:N2} | {(value <= target.AtMost ? "ok" : "missed")} |");
            }
        }
    }
}
