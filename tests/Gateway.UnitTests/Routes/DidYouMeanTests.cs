using Gateway.Routes.Json;

namespace Gateway.UnitTests.Routes;

public sealed class DidYouMeanTests
{
    [Theory]
    [InlineData("read:timesheet", "; did you mean \"read:timesheets\"?")]
    [InlineData("raed:timesheets", "; did you mean \"read:timesheets\"?")]
    [InlineData("Read:Timesheets", "; did you mean \"read:timesheets\"? Upper and lower case differ")]
    [InlineData("delete:calendar", "")]
    [InlineData("x", "")]
    [InlineData("", "")]
    public void The_nearest_name_is_offered_when_it_is_near(string written, string hint) =>
        Assert.Equal(hint, DidYouMean.For(written, ["read:timesheets", "create:timesheets", "abc"]));

    [Fact]
    public void Nothing_is_offered_when_nothing_is_known_or_the_name_is_very_long()
    {
        Assert.Equal("", DidYouMean.For("x", []));
        Assert.Equal("", DidYouMean.For(new string('x', 100_000), ["xyz"]));
    }
}
