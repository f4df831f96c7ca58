using System.Security.Cryptography;

namespace Gateway.Authentication.Keys;

/// <summary>
/// Keeps every issuer's keys fresh: at once at start, then every 10 minutes; after a failure again in 1 s, doubling up to a minute. Never
/// exactly: many gateways that were started together, or failed together, do not ask together. Requests never wait for it.
/// </summary>
internal sealed class KeyRefresh(TrustedIssuers issuers, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(1);

    /// <summary>10 minutes ± 10 % when all is well; else the retry after so many failures, less up to a quarter.</summary>
    internal static TimeSpan PauseAfter(int failures) =>
        failures == 0
            ? Interval * Between(90, 110)
            : TimeSpan.FromTicks(Math.Min(FirstRetry.Ticks << Math.Min(failures - 1, 10), LastRetry.Ticks)) * Between(75, 100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var all = new List<Task>();
        try
        {
            await foreach (var keys in issuers.Added.ReadAllAsync(stoppingToken))
            {
                all.RemoveAll(done => done.IsCompleted);
                all.Add(KeepFreshAsync(keys, stoppingToken));
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }

        await Task.WhenAll(all);
    }

    /// <summary>Until a change of policy has left the issuer without use.</summary>
    private async Task KeepFreshAsync(IssuerKeys keys, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && issuers.Use(keys))
        {
            await ((Task)keys.RefreshAsync()).WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            var pause = PauseAfter(keys.Failures);
            var due = clock.GetUtcNow() + pause;
            var waiting = Task.Delay(pause, clock, stopping);
            keys.NextRefreshIs(due);
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static double Between(int from, int to) => RandomNumberGenerator.GetInt32(from * 100, (to * 100) + 1) / 10_000.0;
}
