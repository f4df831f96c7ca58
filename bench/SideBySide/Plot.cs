using System.Globalization;
using System.Text;
using static Gateway.SideBySide.Peers;

namespace Gateway.SideBySide;

/// <summary>The ratios as bars, with a line at the control: SVG, to be read on light and on dark paper, and aloud.</summary>
internal static class Plot
{
    private const int Left = 190;
    private const int Width = 860;
    private const int BarHeight = 13;
    private const int TitleHeight = 24;
    private const int Top = 64;

    /// <summary>What goes on beyond it is cut off, and says its number.</summary>
    private const double RatioMax = 5;

    private const double PerRatio = (Width - Left - 60) / RatioMax;

    private static readonly (Peer Peer, string Class)[] Shown =
        [(Ours, "gateway"), (Naive, "naive"), (HaProxy, "haproxy"), (Nginx, "nginx"), (Apache, "apache")];

    public static string Of(IEnumerable<Outcome> outcomes)
    {
        Outcome[] plotted = [.. outcomes.Where(outcome => outcome.Work.Control == Bare && outcome.Work is LoadWork)];
        var bars = new StringBuilder();
        var said = new StringBuilder();
        var y = Top;
        foreach (var outcome in plotted)
        {
            bars.Append(CultureInfo.InvariantCulture, $"  <text class=\"work\" x=\"0\" y=\"{y + 15}\">{outcome.Work.Title}</text>\n");
            said.Append(CultureInfo.InvariantCulture, $"{outcome.Work.Title}:");
            y += TitleHeight;
            foreach (var (peer, look) in Shown.Where(shown => outcome.Work.Peers.Contains(shown.Peer)))
            {
                var ratio = outcome.Ratio(peer, Bare);
                var length = Math.Min(ratio, RatioMax) * PerRatio;
                bars.Append(CultureInfo.InvariantCulture, $"""
                      <text x="{Left - 8}" y="{y + 10}" text-anchor="end">{peer}</text>
                      <rect class="{look}" x="{Left}" y="{y}" width="{length:0.#}" height="{BarHeight - 2}"/>
                      <text x="{Left + length + 5:0.#}" y="{y + 10}">{ratio:0.00}{(ratio > RatioMax ? " →" : "")}</text>

                    """);
                said.Append(CultureInfo.InvariantCulture, $" {peer} {ratio:0.00},");
                y += BarHeight;
            }

            said[^1] = '.';
            said.Append(' ');
            y += 6;
        }

        var control = Left + PerRatio;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{y + 10}}" role="img" aria-labelledby="title desc">
              <title id="title">Processor time per request, by that of YARP which checks nothing</title>
              <desc id="desc">{{said.ToString().TrimEnd()}}</desc>
              <style>
                text { font: 11px system-ui, sans-serif; fill: #24292f }
                .heading { font-size: 15px; font-weight: 600 }
                .work { font-weight: 600 }
                .control { stroke: #24292f; stroke-dasharray: 3 3 }
                .gateway { fill: #0969da } .naive { fill: #bf8700 } .haproxy { fill: #6e7781 } .nginx { fill: #8fbf9f } .apache { fill: #c58fa8 }
                @media (prefers-color-scheme: dark) {
                  text { fill: #e6edf3 }
                  .control { stroke: #e6edf3 }
                  .gateway { fill: #58a6ff } .naive { fill: #d29922 } .haproxy { fill: #8b949e } .nginx { fill: #5d8f6d } .apache { fill: #a86b87 }
                }
              </style>
              <text class="heading" x="0" y="18">Processor time per request</text>
              <text x="0" y="36">Less is better. The dashed line, 1.0, is YARP as it comes, which checks nothing. Nor does nginx here. Medians of rounds.</text>
              <line class="control" x1="{{control:0.#}}" y1="{{Top - 8}}" x2="{{control:0.#}}" y2="{{y}}"/>
              <text x="{{control:0.#}}" y="{{Top - 12}}" text-anchor="middle">1.0</text>
            {{bars}}</svg>

            """);
    }
}
