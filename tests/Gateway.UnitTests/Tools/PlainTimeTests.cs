using Gateway.Tools;

namespace Gateway.UnitTests.Tools;

public sealed class PlainTimeTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "now")]
    [InlineData(1, "in 1 s")]
    [InlineData(-31, "31 s ago")]
    [InlineData(599, "in 9 min 59 s")]
    [InlineData(-3600, "1 h ago")]
    [InlineData(3605, "in 1 h")]
    [InlineData(90061, "in 1 d 1 h")]
    public void Times_are_said_in_the_two_largest_units(int seconds, string said) => Assert.Equal(said, PlainTime.Relative(Noon.AddSeconds(seconds), Noon));

    [Fact]
    public void Half_a_second_is_rounded() => Assert.Equal("in 1 s", PlainTime.Relative(Noon.AddMilliseconds(700), Noon));
}
