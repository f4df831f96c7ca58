using System.Collections.Immutable;

namespace Gateway.Tools.Audit;

/// <summary>What an audit found, for people and for programs.</summary>
internal sealed class AuditReport(ImmutableArray<Finding> findings, Severity failOn)
{
    /// <summary>How many findings are not ignored and of this severity or above.</summary>
    public int Failing { get; } = findings.Count(finding => finding.CountsFrom(failOn));

    public void Say(OutputFormat format, Terminal terminal)
    {
        switch (format)
        {
            case OutputFormat.Sarif:
                Results.WriteDocument(terminal.Out, SarifLog.Of(findings));
                break;
            case OutputFormat.Json:
                Results.WriteJson(terminal.Out, new Result(failOn, Failing, findings.Select(FindingResult.Of)));
                break;
            default:
                SayInText(terminal);
                break;
        }
    }

    private void SayInText(Terminal terminal)
    {
        var counting = findings.Where(finding => finding.Ignored is null).ToList();
        foreach (var finding in counting)
        {
            var severity = finding.Rule.Severity.InWords;
            var painted = finding.CountsFrom(failOn) ? terminal.Red(severity) : terminal.Yellow(severity);
            terminal.Out.WriteLine($"{finding.Spot.Place} {painted} {finding.Rule.Id} {finding.Message}");
            terminal.Out.WriteLine($"    {finding.Rule.Fix}");
        }

        var summary = $"{counting.Count} {(counting.Count == 1 ? "finding" : "findings")}, {Failing} of {failOn.InWords} severity or above; "
            + $"{findings.Length - counting.Count} ignored";
        terminal.Out.WriteLine(Failing > 0 ? terminal.Red(summary) : terminal.Green(summary));
    }

    private sealed record Result(Severity FailOn, int Failing, IEnumerable<FindingResult> Findings);

    private sealed record FindingResult(string Id, Severity Severity, string At, string Place, string Message, string Fix, IgnoredResult? Ignored)
    {
        public static FindingResult Of(Finding finding) => new(
            finding.Rule.Id,
            finding.Rule.Severity,
            finding.Spot.At,
            finding.Spot.Place,
            finding.Message,
            finding.Rule.Fix,
            finding.Ignored is { } entry ? new IgnoredResult(entry.Why, entry.Until, entry.Place) : null);
    }

    private sealed record IgnoredResult(string Why, DateOnly? Until, string Place);
}
