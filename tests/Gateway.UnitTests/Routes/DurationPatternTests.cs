using System.Text.RegularExpressions;
using Gateway.Routes.Schema;
using Gateway.Routes.Written;

namespace Gateway.UnitTests.Routes;

public sealed class DurationPatternTests
{
    [Theory]
    [InlineData("0s", "5m")]
    [InlineData("1s", "365d")]
    [InlineData("1m", "365d")]
    [InlineData("0s", "15m")]
    [InlineData("7s", "7s")]
    [InlineData("95s", "1d")]
    public void A_pattern_matches_exactly_the_durations_between_its_bounds(string from, string to)
    {
        var pattern = new Regex(DurationPattern.Between(from, to));
        var (shortest, longest) = (Duration.TryParse(from), Duration.TryParse(to));
        int[] large = [1439, 1440, 1441, 8759, 8760, 8761, 86_399, 86_400, 86_401, 525_599, 525_600, 525_601, 999_999];
        foreach (var text in Enumerable.Range(0, 1_000).Concat(large).SelectMany(number => "smhd".Select(unit => $"{number}{unit}")))
        {
            var isBetween = Duration.TryParse(text) is { } duration && duration >= shortest && duration <= longest;
            Assert.True(isBetween == pattern.IsMatch(text), text);
        }

        Assert.All((string[])["", "s", "5", "5x", "-5s", "5.0s", "5 s", "1000000s", "0000005s"], text => Assert.DoesNotMatch(pattern, text));
    }
}
