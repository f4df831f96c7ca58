using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Downstream.Keys;

/// <summary>
/// What is said about the gateway's keys: when something changes, not on every refresh; in counts and reasons, never in keys or in words
/// that were fetched.
/// </summary>
internal sealed partial class KeysLog(ILogger logger)
{
    private FetchFault lastFault;
    private int lastDropped;
    private bool wasTooOld;

    public void Fetched(FrozenDictionary<string, SecurityKey> now, FrozenDictionary<string, SecurityKey>? before, int failures)
    {
        var added = now.Keys.Count(kid => before?.ContainsKey(kid) != true);
        var gone = before?.Keys.Count(kid => !now.ContainsKey(kid)) ?? 0;
        if (added + gone > 0)
        {
            LogKeys(logger, now.Count, added, gone);
        }

        if (failures > 0)
        {
            LogAgain(logger, failures);
        }

        (lastFault, wasTooOld) = (FetchFault.None, false);
    }

    public void Dropped(int count)
    {
        if (count > 0 && count != lastDropped)
        {
            LogDropped(logger, count);
        }

        lastDropped = count;
    }

    public void Failed(FetchFault fault, bool tooOld)
    {
        if (fault != lastFault)
        {
            LogFailed(logger, JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.ToString()));
        }

        if (tooOld && !wasTooOld)
        {
            LogTooOld(logger);
        }

        (lastFault, wasTooOld) = (fault, tooOld);
    }

    public void Surprise(Exception surprise) => LogSurprise(logger, surprise.GetType().Name);

    [LoggerMessage(3001, LogLevel.Information, "The gateway's keys: {Count} ({Added} new, {Gone} gone)")]
    private static partial void LogKeys(ILogger logger, int count, int added, int gone);

    [LoggerMessage(3002, LogLevel.Warning, "The gateway's keys could not be fetched: {Why}")]
    private static partial void LogFailed(ILogger logger, string why);

    [LoggerMessage(3003, LogLevel.Information, "The gateway's keys: it answers again, after {Failures} failed fetches")]
    private static partial void LogAgain(ILogger logger, int failures);

    [LoggerMessage(3004, LogLevel.Warning, "The gateway's keys: {Count} of those it publishes are no public ES256 keys with a name of their own")]
    private static partial void LogDropped(ILogger logger, int count);

    [LoggerMessage(3005, LogLevel.Error, "The gateway's keys are too old; calls are answered with 503 until it answers")]
    private static partial void LogTooOld(ILogger logger);

    [LoggerMessage(3006, LogLevel.Error, "Fetching the gateway's keys failed in this service: {Exception}")]
    private static partial void LogSurprise(ILogger logger, string exception);
}
