using System.Threading.Channels;

namespace Gateway.Observability.Decisions;

/// <summary>
/// Lines on their way to somewhere slow. Who has a line never waits: when too many are under way, as when a disk is slow or full, the newest are
/// dropped, counted, and told of in the log.
/// </summary>
internal sealed partial class LineQueue
{
    public const int LinesMax = 8_192;

    /// <summary>So long the end of the process waits for lines that are still under way.</summary>
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(5);

    private readonly Func<ReadOnlyMemory<byte>, ValueTask> write;
    private readonly GatewayMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Channel<byte[]> lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(LinesMax) { SingleReader = true });
    private readonly Task writing;
    private long dropped;

    /// <param name="write">One line and its end. It throws <see cref="IOException"/> when it could not be written.</param>
    public LineQueue(Func<ReadOnlyMemory<byte>, ValueTask> write, GatewayMetrics metrics, TimeProvider clock, ILogger logger)
    {
        this.write = write;
        this.metrics = metrics;
        this.clock = clock;
        this.logger = logger;
        writing = Task.Run(WriteAllAsync);
    }

    public void Add(byte[] line)
    {
        if (!lines.Writer.TryWrite(line))
        {
            Drop("there are too many of them");
        }
    }

    public async Task EndAsync()
    {
        lines.Writer.TryComplete();
        await writing.WaitAsync(FarewellMax, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WriteAllAsync()
    {
        await foreach (var line in lines.Reader.ReadAllAsync())
        {
            try
            {
                await write(line);
                if (lines.Reader.Count == 0 && Interlocked.Exchange(ref dropped, 0) is > 0 and var lost)
                {
                    LogDropped(logger, lost);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Drop(failure.Message);
            }
        }
    }

    private void Drop(string why)
    {
        metrics.DecisionNotWritten();
        if (Interlocked.Increment(ref dropped) == 1)
        {
            LogDropping(logger, why);
        }
    }

    [LoggerMessage(6111, LogLevel.Error, "Lines of the decision log cannot be written: {Why}")]
    private static partial void LogDropping(ILogger logger, string why);

    [LoggerMessage(6112, LogLevel.Warning, "The decision log is written again; {Lost} lines are not in it")]
    private static partial void LogDropped(ILogger logger, long lost);
}
