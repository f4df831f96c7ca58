using System.Globalization;

namespace Gateway.SideBySide;

/// <summary>The one table, in Markdown.</summary>
internal static class Table
{
    /// <param name="allCosts">
    /// Whether what each peer costs is there, and not the control's alone: on another machine they are others, and only the ratios stay.
    /// </param>
    public static IEnumerable<string> Lines(IEnumerable<Outcome> outcomes, bool allCosts)
    {
        yield return "| work | peer | cost | ratio to the control | lowest–highest | p50 ms | p99 ms | p99.9 ms | resident MiB | requests |";
        yield return "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";
        foreach (var outcome in outcomes)
        {
            var title = outcome.Work.Title;
            foreach (var peer in outcome.Work.Peers)
            {
                yield return Row(outcome, peer, title, allCosts || peer == outcome.Work.Control);
                title = "";
            }
        }
    }

    private static string Row(Outcome outcome, Peer peer, string title, bool showsCost)
    {
        var ratios = outcome.Ratios(peer, outcome.Work.Control);
        string[] cells =
        [
            title,
            peer.Name,
            showsCost ? Text($"{outcome.Cost(peer):N1} {outcome.Work.Unit}") : "",
            Text($"{ratios.Median():N2}"),
            peer == outcome.Work.Control ? "" : Text($"{ratios.Min():N2}–{ratios.Max():N2}"),
            Milliseconds(latency => latency.P50),
            Milliseconds(latency => latency.P99),
            Milliseconds(latency => latency.P999),
            Text($"{outcome.ResidentMiB(peer):N0}"),
            outcome.Requests(peer) is var requests and > 0 ? Text($"{requests:N0}") : "",
        ];
        return $"| {string.Join(" | ", cells)} |";

        string Milliseconds(Func<Latency, TimeSpan> percentile) =>
            outcome.Median(peer, percentile) is { } time ? Text($"{time.TotalMilliseconds:N2}") : "";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
