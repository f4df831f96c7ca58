using System.Diagnostics.Metrics;
using System.Text;
using Gateway.Observability;
using Gateway.Observability.Decisions;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.UnitTests.Observability;

/// <summary>A disk that is slow, full or stuck costs lines of the decision log, and never the time of who has one.</summary>
public sealed class LineQueueTests : IDisposable
{
    private readonly RecordedLog log = new();
    private readonly SettableClock clock = new();
    private readonly ServiceProvider services;
    private readonly GatewayMetrics metrics;
    private readonly MeterListener listener = new();
    private long dropped;

    public LineQueueTests()
    {
        services = new ServiceCollection().AddMetrics().AddLogging(logging => logging.AddProvider(log)).BuildServiceProvider();
        metrics = new GatewayMetrics(services.GetRequiredService<IMeterFactory>());
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>() && instrument.Name == "gateway.decision_log.dropped")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref dropped, count));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        services.Dispose();
    }

    [Fact]
    public async Task Lines_are_written_in_order_and_the_end_waits_for_them()
    {
        var written = new StringBuilder();
        var queue = NewQueue(line =>
        {
            written.Append(Encoding.ASCII.GetString(line.Span));
            return ValueTask.CompletedTask;
        });
        for (var number = 0; number < 1000; number++)
        {
            queue.Add(Line($"{number}"));
        }

        await queue.EndAsync();
        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(number => $"{number}\n")), written.ToString());
        Assert.Equal(0, dropped);
    }

    [Fact]
    public async Task A_writer_that_is_stuck_holds_up_nobody_and_what_it_missed_is_counted_and_told()
    {
        var stuck = new TaskCompletionSource();
        var written = 0;
        var queue = NewQueue(async _ =>
        {
            await stuck.Task;
            written++;
        });

        // Where adding could wait, this would never end.
        for (var number = 0; number < 3 * LineQueue.LinesMax; number++)
        {
            queue.Add(Line("x"));
        }

        Assert.InRange(dropped, 2 * LineQueue.LinesMax - 1, 2 * LineQueue.LinesMax);
        stuck.SetResult();
        await queue.EndAsync();
        Assert.Equal(3 * LineQueue.LinesMax, written + dropped);
        Assert.Contains($"The decision log is written again; {dropped} lines are not in it", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_once_and_what_is_written_after_it_is_whole()
    {
        var full = true;
        var written = new List<string>();
        var refused = new SemaphoreSlim(0);
        var queue = NewQueue(line =>
        {
            if (full)
            {
                refused.Release();
                throw new IOException("No space left on device");
            }

            written.Add(Encoding.ASCII.GetString(line.Span));
            return ValueTask.CompletedTask;
        });
        queue.Add(Line("a"));
        queue.Add(Line("b"));
        await refused.WaitAsync();
        await refused.WaitAsync();
        full = false;
        queue.Add(Line("c"));
        await queue.EndAsync();

        Assert.Equal(["c\n"], written);
        Assert.Equal(2, dropped);
        Assert.Single(log.Text.Split('\n'), line => line.Contains("No space left on device", StringComparison.Ordinal));
        Assert.Contains("2 lines are not in it", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_does_not_wait_for_ever()
    {
        var never = new TaskCompletionSource();
        var queue = NewQueue(_ => new ValueTask(never.Task));
        queue.Add(Line("x"));
        var ending = queue.EndAsync();
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(ending.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        await ending;
    }

    private LineQueue NewQueue(Func<ReadOnlyMemory<byte>, ValueTask> write) =>
        new(write, metrics, clock, services.GetRequiredService<ILogger<LineQueueTests>>());

    private static byte[] Line(string text) => Encoding.ASCII.GetBytes(text + "\n");
}
