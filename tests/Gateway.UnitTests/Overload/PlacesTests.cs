using Gateway.Overload;
using Gateway.Routes;
using Gateway.Testing;

namespace Gateway.UnitTests.Overload;

public sealed class PlacesTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    private readonly SettableClock clock = new();

    [Theory]
    [InlineData(Priority.Sheddable, 5)]
    [InlineData(Priority.Normal, 9)]
    [InlineData(Priority.Critical, 10)]
    internal async Task The_less_important_it_is_the_sooner_there_is_no_place(Priority priority, int places)
    {
        var all = new Places(new OverloadOptions { MaxConcurrentRequests = 10, QueueLimit = 0 }, clock);
        for (var i = 0; i < places; i++)
        {
            Assert.NotNull(await all.TakeAsync(priority));
        }

        Assert.Null(await all.TakeAsync(priority));
        Assert.Equal(places, all.Taken);
    }

    [Fact]
    public async Task What_is_less_important_never_takes_the_reserve_whatever_critical_ones_use()
    {
        var all = new Places(new OverloadOptions { MaxConcurrentRequests = 10, ReservedPercent = 20, SheddablePercent = 100, QueueLimit = 0 }, clock);
        for (var i = 0; i < 4; i++)
        {
            await all.TakeAsync(Priority.Critical);
        }

        Assert.Equal(4, await CountAsync(() => all.TakeAsync(Priority.Normal)));
        Assert.Equal(0, await CountAsync(() => all.TakeAsync(Priority.Sheddable)));
        Assert.Equal(2, await CountAsync(() => all.TakeAsync(Priority.Critical)));
    }

    [Theory]
    [InlineData(Priority.Sheddable)]
    [InlineData(Priority.Normal)]
    [InlineData(Priority.Critical)]
    internal async Task Of_one_place_each_may_have_that(Priority priority)
    {
        var one = new Places(new OverloadOptions { MaxConcurrentRequests = 1, QueueLimit = 0 }, clock);
        Assert.NotNull(await one.TakeAsync(priority));
        Assert.Null(await one.TakeAsync(Priority.Critical));
    }

    [Fact]
    public async Task A_place_that_is_given_back_twice_is_one()
    {
        var all = new Places(new OverloadOptions { MaxConcurrentRequests = 2, ReservedPercent = 0, QueueLimit = 0 }, clock);
        var first = await all.TakeAsync(Priority.Normal);
        await all.TakeAsync(Priority.Normal);
        first!.Dispose();
        first.Dispose();
        Assert.Equal(1, all.Taken);
    }

    [Fact]
    public async Task What_becomes_free_goes_to_the_most_important_who_waits_and_then_to_the_first()
    {
        var all = new Places(new OverloadOptions { MaxConcurrentRequests = 1 }, clock);
        var taken = await all.TakeAsync(Priority.Normal);
        var early = all.TakeAsync(Priority.Normal).AsTask();
        var late = all.TakeAsync(Priority.Normal).AsTask();
        var critical = all.TakeAsync(Priority.Critical).AsTask();

        taken!.Dispose();
        var place = await critical;
        Assert.False(early.IsCompleted);
        place!.Dispose();
        (await early)!.Dispose();
        (await late)!.Dispose();
        Assert.Equal(0, all.Taken);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_a_moment_and_then_leaves_nothing_behind()
    {
        var all = new Places(new OverloadOptions { MaxConcurrentRequests = 1, QueueLimit = 1, QueueTimeout = Wait }, clock);
        var taken = await all.TakeAsync(Priority.Critical);
        var waits = all.TakeAsync(Priority.Critical).AsTask();
        Assert.Null(await all.TakeAsync(Priority.Critical)); // The queue is full.

        clock.Advance(Wait);
        Assert.Null(await waits);
        var next = all.TakeAsync(Priority.Critical).AsTask();
        taken!.Dispose();
        Assert.NotNull(await next);
        clock.Advance(Wait);
        Assert.Equal(1, all.Taken);
    }

    [Fact]
    public async Task Of_many_at_once_there_are_never_more_than_places()
    {
        var all = new Places(new OverloadOptions { MaxConcurrentRequests = 8, QueueLimit = 100_000, QueueTimeout = TimeSpan.FromSeconds(10) }, clock);
        var (now, most, done) = (0, 0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) =>
        {
            using var place = await all.TakeAsync((Priority)(number % 3));
            Assert.NotNull(place);
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            Interlocked.Increment(ref done);
        });

        Assert.Equal((20_000, 0), (done, all.Taken));
        Assert.InRange(most, 1, 8);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private static async Task<int> CountAsync(Func<ValueTask<Places.Place?>> take)
    {
        var count = 0;
        while (await take() is not null)
        {
            count++;
        }

        return count;
    }
}
