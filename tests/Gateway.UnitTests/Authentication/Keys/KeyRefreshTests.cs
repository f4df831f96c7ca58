using Gateway.Authentication.Keys;

namespace Gateway.UnitTests.Authentication.Keys;

public sealed class KeyRefreshTests
{
    [Theory]
    [InlineData(0, 540, 660)]
    [InlineData(1, 0.75, 1)]
    [InlineData(2, 1.5, 2)]
    [InlineData(3, 3, 4)]
    [InlineData(6, 24, 32)]
    [InlineData(7, 45, 60)]
    [InlineData(8, 45, 60)]
    [InlineData(int.MaxValue, 45, 60)]
    public void The_pause_is_ten_minutes_or_grows_with_the_failures_and_is_never_exact(int failures, double from, double to)
    {
        var pauses = Enumerable.Range(0, 100).Select(_ => KeyRefresh.PauseAfter(failures).TotalSeconds).ToList();
        Assert.All(pauses, pause => Assert.InRange(pause, from, to));
        Assert.InRange(pauses.Distinct().Count(), 50, 100);
        Assert.InRange(pauses.Max() - pauses.Min(), (to - from) / 2, to - from);
    }
}
