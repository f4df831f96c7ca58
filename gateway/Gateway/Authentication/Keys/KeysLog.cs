using System.Collections.Immutable;
using System.Text.Json;

namespace Gateway.Authentication.Keys;

/// <summary>
/// What is said about an issuer's keys: when something changes, not on every refresh; in counts and reasons, never in keys or in words of
/// the issuer's.
/// </summary>
internal sealed partial class KeysLog(string issuer, ILogger logger)
{
    private bool tooOld;
    private string unusedBefore = "";

    public void Fetched(KeySet keys, int failures)
    {
        tooOld = false;
        if (keys.Added > 0 || !keys.Removed.IsEmpty)
        {
            LogKeys(logger, issuer, keys.All.Length, keys.Added, keys.Removed.Length);
        }

        if (failures > 0)
        {
            LogAgain(logger, issuer, failures);
        }
    }

    public void Unused(ImmutableSortedDictionary<KeyFault, int> unused)
    {
        var reasons = string.Join(", ", unused.Select(u => $"{u.Value} {JsonNamingPolicy.SnakeCaseLower.ConvertName(u.Key.ToString())}"));
        if (reasons != unusedBefore && reasons.Length > 0)
        {
            LogUnused(logger, unused.Keys.Any(IsAlarming) ? LogLevel.Warning : LogLevel.Information, issuer, reasons);
        }

        unusedBefore = reasons;
    }

    public void Failed(FetchFailure failure, FetchFailure? before)
    {
        if (failure != before)
        {
            LogFailed(logger, issuer, failure.ToString());
        }
    }

    public void TooOld(bool now)
    {
        if (now && !tooOld)
        {
            LogTooOld(logger, issuer);
        }

        tooOld = now;
    }

    public void Surprise(Exception surprise) => LogSurprise(logger, issuer, surprise.GetType().Name);

    /// <summary>Keys for something else are everyday; the others say that somebody made a mistake, or worse.</summary>
    private static bool IsAlarming(KeyFault fault) =>
        fault is not (KeyFault.NotForSignatures or KeyFault.OtherAlgorithm or KeyFault.Unsupported);

    [LoggerMessage(2001, LogLevel.Information, "Issuer {Issuer}: {Count} signing keys ({Added} new, {Removed} gone)")]
    private static partial void LogKeys(ILogger logger, string issuer, int count, int added, int removed);

    [LoggerMessage(2002, LogLevel.Warning, "Issuer {Issuer}: its keys could not be fetched: {Why}")]
    private static partial void LogFailed(ILogger logger, string issuer, string why);

    [LoggerMessage(2003, LogLevel.Information, "Issuer {Issuer}: answers again, after {Failures} failed fetches")]
    private static partial void LogAgain(ILogger logger, string issuer, int failures);

    [LoggerMessage(EventId = 2004, Message = "Issuer {Issuer}: published keys that are not used: {Reasons}")]
    private static partial void LogUnused(ILogger logger, LogLevel level, string issuer, string reasons);

    [LoggerMessage(2005, LogLevel.Error, "Issuer {Issuer}: its keys are too old; its tokens are answered with 503 until it answers")]
    private static partial void LogTooOld(ILogger logger, string issuer);

    [LoggerMessage(2006, LogLevel.Error, "Issuer {Issuer}: fetching its keys failed in the gateway: {Exception}")]
    private static partial void LogSurprise(ILogger logger, string issuer, string exception);
}
