using Gateway.Limits;
using Gateway.Routes;
using Gateway.Testing;

namespace Gateway.UnitTests.Limits;

public sealed class LimitCountersTests
{
    private static readonly RateLimit Limit = new("a:client:1m", 10, TimeSpan.FromMinutes(1), LimitBy.Client);

    private readonly SettableClock clock = new();

    [Fact]
    public void A_million_callers_take_no_more_memory_than_there_is_and_forget_none_who_calls_much()
    {
        var counters = new LimitCounters(clock);
        for (var request = 0; request < Limit.Permits; request++)
        {
            Assert.True(counters.Take(Limit, "much").IsWithin);
        }

        // On this thread, since other tests run beside this one. A million of anything would be more.
        var known = Allocated(_ => 0);
        var news = Allocated(caller => caller + 1);
        Assert.InRange(news, 0, known + (16 * 1024 * 1024));
        Assert.False(counters.Take(Limit, "much").IsWithin);

        long Allocated(Func<int, int> callerOf)
        {
            var refused = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var request = 0; request < 1_000_000; request++)
            {
                refused += counters.Take(Limit, $"caller {callerOf(request):D7}").IsWithin ? 0 : 1;
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            // Nobody is refused for what others did.
            Assert.Equal(callerOf(0) == callerOf(1) ? 1_000_000 - Limit.Permits : 0, refused);
            return allocated;
        }
    }

    [Fact]
    public void A_window_begins_with_the_first_request_and_what_is_left_is_exact()
    {
        var counters = new LimitCounters(clock);
        clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal((9, 60), Left(counters));
        clock.Advance(TimeSpan.FromSeconds(59.5));
        Assert.Equal((8, 1), Left(counters));
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal((9, 60), Left(counters));
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again_and_a_lower_limit_counts_at_once()
    {
        var counters = new LimitCounters(clock);
        Assert.Equal((9, 60), Left(counters));
        counters.GiveBack(Limit, "one");
        Assert.Equal((9, 60), Left(counters));
        Assert.Equal(0, counters.Take(Limit with { Permits = 2 }, "one").Remaining);
        Assert.False(counters.Take(Limit with { Permits = 2 }, "one").IsWithin);
        Assert.Equal((7, 60), Left(counters));
    }

    /// <summary>A caller that is known by its scopes has as long a name as it has scopes.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    public void However_long_their_names_are_callers_are_counted_each_for_itself(int length)
    {
        var counters = new LimitCounters(clock);
        var (one, other) = (new string('c', length) + "1", new string('c', length) + "2");
        for (var request = 0; request < Limit.Permits; request++)
        {
            Assert.True(counters.Take(Limit, one).IsWithin);
        }

        Assert.False(counters.Take(Limit, one).IsWithin);
        Assert.True(counters.Take(Limit, other).IsWithin);
    }

    [Fact]
    public async Task Many_at_once_get_exactly_as_many_as_there_are()
    {
        var counters = new LimitCounters(clock);
        var limit = Limit with { Permits = 1_000 };
        var within = 0;
        await Parallel.ForAsync(0, 5_000, (_, _) =>
        {
            if (counters.Take(limit, "one").IsWithin)
            {
                Interlocked.Increment(ref within);
            }

            return ValueTask.CompletedTask;
        });
        Assert.Equal(1_000, within);
    }

    private static (int Remaining, int Reset) Left(LimitCounters counters) =>
        counters.Take(Limit, "one") is var state ? (state.Remaining, state.ResetSeconds) : default;
}
