using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;

namespace Gateway.Downstream.Keys;

/// <summary>
/// Keeps the gateway's keys fresh: at once at start, then every 10 minutes; after a failure again in 1 s, doubling up to a minute. Never
/// exactly: services that were started together, or failed together, do not ask together. Neither the start nor a request waits for it.
/// </summary>
internal sealed class KeyRefresh(GatewayKeys keys, GatewayIdentityOptions options) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(1);

    /// <summary>When the keys are fetched next; null while they are fetched for the first time.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>10 minutes ± 10 % when all is well; else the retry after so many failures, less up to a quarter.</summary>
    internal static TimeSpan PauseAfter(int failures) =>
        failures == 0
            ? Interval * Between(90, 110)
            : TimeSpan.FromTicks(Math.Min(FirstRetry.Ticks << Math.Min(failures - 1, 10), LastRetry.Ticks)) * Between(75, 100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (keys.AreFetched && !stoppingToken.IsCancellationRequested)
        {
            await keys.RefreshAsync().WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (pause, now) = (PauseAfter(keys.Failures), options.TimeProvider!.GetUtcNow());
            var waiting = Task.Delay(pause, options.TimeProvider, stoppingToken);
            Next = now + pause;
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static double Between(int from, int to) => RandomNumberGenerator.GetInt32(from * 100, (to * 100) + 1) / 10_000.0;
}
