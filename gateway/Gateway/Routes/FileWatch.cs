namespace Gateway.Routes;

/// <summary>
/// Looks at files again and again, by their content: file events are lost on network and container file systems, and editors and ConfigMaps
/// replace files in their own ways.
/// </summary>
internal abstract class FileWatch(TimeSpan interval, TimeProvider clock) : BackgroundService
{
    // Its time runs from here on, however long it takes until a thread is free to look.
    private readonly PeriodicTimer timer = new(interval, clock);
    private long lookedAtTicks = clock.GetUtcNow().UtcTicks;

    /// <summary>When the files were last looked at.</summary>
    public DateTimeOffset LookedAt => new(Interlocked.Read(ref lookedAtTicks), TimeSpan.Zero);

    protected TimeProvider Clock { get; } = clock;

    public override void Dispose()
    {
        timer.Dispose();
        base.Dispose();
    }

    protected abstract Task LookAsync();

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync();
                Interlocked.Exchange(ref lookedAtTicks, Clock.GetUtcNow().UtcTicks);
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }
    }
}
