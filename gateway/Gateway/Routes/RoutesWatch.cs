using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Routes;

/// <summary>
/// Keeps up with the routes file, four times a second. A text is judged when two looks in a row have found it, so that what is still being
/// written is left alone. A bad one, or none, leaves what is in force in force, and is an alarm until it is mended.
/// </summary>
internal sealed partial class RoutesWatch(RoutesSource source, RoutesInForce routes, TimeProvider clock, ILogger<RoutesWatch> logger)
    : FileWatch(Interval, clock), IHealthCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private string seen = routes.Table.Hash;
    private string judged = routes.Table.Hash;
    private volatile RoutesRefusal? refusal;
    private RouteTable? lacksFiles;
    private long changes;
    private long refusals;

    public RoutesSource Source => source;

    /// <summary>What is wrong with the file as it is now; null when it is what is in force.</summary>
    public RoutesRefusal? Refusal => refusal;

    /// <summary>How often another policy came into force.</summary>
    public long Changes => Interlocked.Read(ref changes);

    /// <summary>How often a changed file was not taken.</summary>
    public long Refusals => Interlocked.Read(ref refusals);

    /// <summary>Another policy came into force.</summary>
    public event Action<RouteTable>? Taken;

    /// <summary>A changed file was not taken.</summary>
    public event Action<RoutesRefusal>? Refused;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(refusal is { } refused
            ? HealthCheckResult.Degraded(
                "the routes file is not usable; the last good one is in force",
                data: new Dictionary<string, object> { ["since"] = refused.At.ToString("O"), ["mistake"] = refused.Mistakes[0].ToString() })
            : HealthCheckResult.Healthy());

    protected override async Task LookAsync()
    {
        var mistakes = new MistakeList(source.Path);
        var text = RoutesText.Load(source.Path, source.Environment, mistakes);
        var found = text?.Hash ?? string.Concat(mistakes.InOrder());
        if (found != judged && found == seen)
        {
            judged = found;
            lacksFiles = null;
            await JudgeAsync(text, mistakes);
        }
        else if (found == judged && lacksFiles is { } waiting)
        {
            // The files that it names may come after it: a secret is mounted when it is.
            await TakeAsync(waiting, mistakes);
        }

        seen = found;
    }

    private async Task JudgeAsync(RoutesText? text, MistakeList unreadable)
    {
        try
        {
            var reading = text is null ? new RoutesReading(null, null, unreadable.InOrder()) : source.Read(text);
            if (reading.Table is not { } table)
            {
                Refuse(text?.Hash, reading.Mistakes);
            }
            else if (table.Hash == routes.Table.Hash)
            {
                refusal = null;
                LogMended(logger, source.Path, table.Hash[..RouteTable.ShortHashLength]);
            }
            else
            {
                await TakeAsync(table, unreadable);
            }
        }
        catch (Exception surprise)
        {
            // Whatever it was, the policy in force stays in force, and the watch goes on.
            LogSurprise(logger, surprise);
            unreadable.AddWholeFile(MistakeCode.UnreadableFile, "the gateway failed to take it; its log says why");
            Refuse(text?.Hash, unreadable.InOrder());
        }
    }

    private async Task TakeAsync(RouteTable table, MistakeList mistakes)
    {
        if (await routes.ChangeAsync(table) is not { } refused)
        {
            refusal = null;
            lacksFiles = null;
            Interlocked.Increment(ref changes);
            LogTaken(logger, table.Operations.Length, table.Apis.Length, source.Path, table.Hash[..RouteTable.ShortHashLength]);
            Taken?.Invoke(table);
            return;
        }

        lacksFiles = refused.Code == MistakeCode.UnusableFile ? table : null;
        mistakes.AddWholeFile(refused.Code, refused.Why);
        Refuse(table.Hash, mistakes.InOrder());
    }

    private void Refuse(string? hash, ImmutableArray<Mistake> mistakes)
    {
        if (refusal is { } said && said.Mistakes.SequenceEqual(mistakes))
        {
            return;
        }

        var refused = refusal = new RoutesRefusal(Clock.GetUtcNow(), hash, mistakes);
        Interlocked.Increment(ref refusals);
        LogRefused(logger, source.Path, mistakes.Length, routes.Table.Hash[..RouteTable.ShortHashLength], string.Join('\n', mistakes));
        Refused?.Invoke(refused);
    }

    [LoggerMessage(3011, LogLevel.Information, "In force: {Operations} operations of {Apis} APIs from {File} ({Hash})")]
    private static partial void LogTaken(ILogger logger, int operations, int apis, string file, string hash);

    [LoggerMessage(3012, LogLevel.Error, "{File} is not usable, {Hash} stays in force; {Count} mistakes:\n{Mistakes}")]
    private static partial void LogRefused(ILogger logger, string file, int count, string hash, string mistakes);

    [LoggerMessage(3014, LogLevel.Information, "{File} is again what is in force ({Hash})")]
    private static partial void LogMended(ILogger logger, string file, string hash);

    [LoggerMessage(3013, LogLevel.Error, "A changed routes file could not be taken")]
    private static partial void LogSurprise(ILogger logger, Exception surprise);
}

/// <summary>A changed file that was not taken, when and why.</summary>
/// <param name="Hash"><see cref="RoutesText.Hash"/> of what was found; null: it could not be read.</param>
internal sealed record RoutesRefusal(DateTimeOffset At, string? Hash, ImmutableArray<Mistake> Mistakes);
