using System.Security.Cryptography;

namespace Gateway.Authentication;

/// <summary>
/// Keeps every issuer's keys fresh: at once at start, then every 10 minutes ± 10 %, so that many gateways do not ask together; after a
/// failure again in 1 s, doubling up to a minute. Requests never wait for it.
/// </summary>
internal sealed class KeyRefresh(TrustedIssuers issuers, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(issuers.All.Select(issuer => KeepFreshAsync(issuer.Keys, stoppingToken)));

    private async Task KeepFreshAsync(IssuerKeys keys, CancellationToken stopping)
    {
        var retry = FirstRetry;
        while (!stopping.IsCancellationRequested)
        {
            var pause = Interval * (RandomNumberGenerator.GetInt32(90, 111) / 100.0);
            if (await keys.RefreshAsync())
            {
                retry = FirstRetry;
            }
            else
            {
                pause = retry;
                retry = retry * 2 < LastRetry ? retry * 2 : LastRetry;
            }

            await Task.Delay(pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
