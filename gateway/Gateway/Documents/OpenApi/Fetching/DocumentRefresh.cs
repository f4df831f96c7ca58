using System.Collections.Immutable;
using System.Security.Cryptography;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi.Fetching;

/// <summary>
/// Keeps the documents fresh, in the background: at start, when the policy changes, and every minute. A request never waits for it, and a
/// service that is down keeps what it said last.
/// </summary>
internal sealed partial class DocumentRefresh : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    private readonly RoutesInForce routes;
    private readonly TimeProvider clock;
    private readonly ILogger<DocumentRefresh> logger;
    private readonly SemaphoreSlim changed = new(0);
    private volatile KnownDocuments known = KnownDocuments.None;
    private volatile RouteTable? next;
    private ImmutableHashSet<string> unreadBefore = [];

    public DocumentRefresh(RoutesInForce routes, TimeProvider clock, ILogger<DocumentRefresh> logger)
    {
        this.routes = routes;
        this.clock = clock;
        this.logger = logger;
        routes.BeforeChange(table =>
        {
            next = table;
            changed.Release();
            return Task.CompletedTask;
        });
    }

    public KnownDocuments Known => known;

    public override void Dispose()
    {
        changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var fetch = new DocumentFetch(clock);
        var sources = new DocumentSources(fetch);
        await Task.Yield(); // The first fetch is no part of the start.
        while (!stoppingToken.IsCancellationRequested)
        {
            var table = Interlocked.Exchange(ref next, null) ?? routes.Table;
            var (documents, unread) = await sources.ReadAsync(table, online: true, known, stoppingToken);
            known = documents;
            if (!stoppingToken.IsCancellationRequested)
            {
                Say(unread);
            }

            await PauseAsync(stoppingToken);
        }
    }

    /// <summary>A minute, never exactly: many gateways that were started together do not ask together.</summary>
    private async Task PauseAsync(CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pause = Task.Delay(Interval * (RandomNumberGenerator.GetInt32(90, 111) / 100.0), clock, either.Token);
        await Task.WhenAny(pause, changed.WaitAsync(either.Token));
        await either.CancelAsync();
    }

    /// <summary>Once, until it is something else.</summary>
    private void Say(ImmutableArray<Unread> unread)
    {
        foreach (var one in unread.Where(one => !unreadBefore.Contains(one.Whose + one.Problem)))
        {
            LogUnread(logger, one.Whose, one.Problem);
        }

        unreadBefore = [.. unread.Select(one => one.Whose + one.Problem)];
    }

    [LoggerMessage(1601, LogLevel.Information, "The document of {Whose} cannot be had: {Problem}; what it said last is shown on")]
    private static partial void LogUnread(ILogger logger, string whose, string problem);
}
