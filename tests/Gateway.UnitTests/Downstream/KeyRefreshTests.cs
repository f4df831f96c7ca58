using Gateway.Downstream.Keys;

namespace Gateway.UnitTests.Downstream;

public sealed class KeyRefreshTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(8, 60)]
    [InlineData(int.MaxValue, 60)]
    public void After_a_failure_it_tries_again_in_a_second_doubling_to_a_minute(int failures, int seconds)
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.InRange(KeyRefresh.PauseAfter(failures).TotalSeconds, seconds * 0.75, seconds);
        }
    }

    [Fact]
    public void All_is_well_for_ten_minutes_give_or_take_one_and_not_for_all_at_once()
    {
        var pauses = Enumerable.Range(0, 100).Select(_ => KeyRefresh.PauseAfter(0).TotalMinutes).ToList();
        Assert.All(pauses, pause => Assert.InRange(pause, 9, 11));
        Assert.True(pauses.Distinct().Count() > 50);
    }
}
