using System.Globalization;

namespace Gateway.SideBySide;

/// <summary>
/// The processors and how busy they are. What is measured has one for itself; load and service share another, so that a faster proxy is met
/// by no more than that.
/// </summary>
internal static class Machine
{
    public const int Measured = 0;
    public const int LoadAndService = 1;

    /// <summary>What <c>/proc</c> counts in, on every Linux.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private const double QuietShare = 0.15;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>The processor time that everything on this machine has used since it started.</summary>
    public static TimeSpan Busy
    {
        get
        {
            var counted = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return Tick * counted[1..4].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Waits for a moment in which nothing else works, but not for ever: a run beside others is told by <see cref="Sample.Disturbance"/>.</summary>
    public static async Task UntilQuietAsync(Patience patience)
    {
        for (var waited = TimeSpan.Zero; waited < LongestWait; waited += Glance)
        {
            var before = Busy;
            await Task.Delay(Glance);
            if ((Busy - before) / Glance < QuietShare || !patience.Left)
            {
                return;
            }

            patience.Spend(Glance);
        }
    }
}
