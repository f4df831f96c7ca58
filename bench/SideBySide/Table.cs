using System.Globalization;

namespace Gateway.SideBySide;

/// <summary>The one table, in Markdown.</summary>
internal static class Table
{
    public static IEnumerable<string> Lines(IEnumerable<Outcome> outcomes)
    {
        yield return "| work | peer | cost | ratio to the control | lowest–highest | p50 ms | p99 ms | p99.9 ms | resident MiB | requests |";
        yield return "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";
        foreach (var outcome in outcomes)
        {
            var title = outcome.Work.Title;
            foreach (var peer in outcome.Work.Peers)
            {
                yield return Row(outcome, peer, title);
                title = "";
            }
        }
    }

    private static string Row(Outcome outcome, Peer peer, string title)
    {
        var ratios = outcome.Ratios(peer, outcome.Work.Control);
        string[] cells =
        [
            title,
            peer.Name,
            Text($"{outcome.Cost(peer):N1} {outcome.Work.Unit}"),
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
