using System.Security.Cryptography;
using Gateway.Observability;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Overload;

/// <summary>Turns a request away, at as little cost as possible, and says so once in a while and not for each of them.</summary>
internal sealed partial class Shedding(Places places, GatewayMetrics metrics, TimeProvider clock, ILogger<Shedding> logger)
{
    private const int RetryAfterSecondsMax = 5;

    private static readonly TimeSpan LogPause = TimeSpan.FromSeconds(10);

    private readonly Lock logging = new();
    private long? loggedAt;

    public Task RefuseAsync(HttpContext context, Priority priority)
    {
        metrics.Shed(priority);
        if (IsTimeToSaySo())
        {
            LogShedding(logger, places.Taken);
        }

        // Not the same for all: those who come again as they are told would come again together.
        return ProblemWriter.WriteAsync(
            context, new Problem(Refusal.Overloaded) { RetryAfterSeconds = RandomNumberGenerator.GetInt32(1, RetryAfterSecondsMax + 1) });
    }

    private bool IsTimeToSaySo()
    {
        lock (logging)
        {
            var now = clock.GetTimestamp();
            if (loggedAt is { } then && clock.GetElapsedTime(then, now) < LogPause)
            {
                return false;
            }

            loggedAt = now;
            return true;
        }
    }

    [LoggerMessage(4211, LogLevel.Warning, "Too much to do: requests are turned away, {InFlight} are in flight; said again in 10 s if it goes on")]
    private static partial void LogShedding(ILogger logger, int inFlight);
}
