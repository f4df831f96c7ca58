using Gateway.Authentication.Keys;
using Gateway.Testing;

namespace Gateway.UnitTests.Authentication.Keys;

public sealed class UnknownKidsTests
{
    private readonly SettableClock clock = new();
    private readonly UnknownKids kids;

    public UnknownKidsTests() => kids = new UnknownKids(clock);

    [Fact]
    public void A_kid_is_remembered_for_a_minute()
    {
        kids.Add("a");
        clock.Advance(TimeSpan.FromSeconds(59.9));
        Assert.True(kids.Contains("a"));
        Assert.False(kids.Contains("A"));
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(kids.Contains("a"));
    }

    [Fact]
    public void A_flood_neither_grows_the_memory_nor_pushes_out_what_is_in_it()
    {
        for (var i = 0; i < 100_000; i++)
        {
            kids.Add($"kid-{i}");
        }

        Assert.Equal(UnknownKids.CountMax, kids.Count);
        Assert.True(kids.Contains("kid-0"));
        Assert.False(kids.Contains("kid-99999"));
    }

    [Fact]
    public void What_is_forgotten_makes_room()
    {
        for (var i = 0; i < UnknownKids.CountMax; i++)
        {
            kids.Add($"kid-{i}");
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        kids.Add("new");
        Assert.True(kids.Contains("new"));
        Assert.Equal(1, kids.Count);
    }
}
