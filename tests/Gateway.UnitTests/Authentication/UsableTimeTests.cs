using System.Globalization;
using System.Text.Json;
using Gateway.Authentication;
using Gateway.Routes;

namespace Gateway.UnitTests.Authentication;

/// <summary>What is worked out once about a token's times says yes only where the rules themselves do.</summary>
public sealed class UsableTimeTests
{
    private const long Now = 1_900_000_000;

    [Fact]
    public void Of_twenty_thousand_tokens_at_any_time_it_never_says_yes_where_the_rules_say_no()
    {
        var random = new Random(8);
        var (yes, no) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var issuer = IssuerWith(TimeSpan.FromSeconds(random.Next(0, 61)), random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(1, 200)));
            var caller = Caller(issuer, $$"""{"exp":{{Near(random)}}{{Maybe(random, "nbf")}}{{Maybe(random, "iat")}}}""");
            var now = DateTimeOffset.FromUnixTimeMilliseconds((Now * 1000) + random.Next(-1000, 1000));
            if (!UsableTime.Of(caller).Covers(now))
            {
                no++;
                continue;
            }

            yes++;
            Assert.Null(TokenAcceptance.Untimely(issuer, caller.Payload, now));
        }

        Assert.InRange(yes, 2_000, 18_000);
        Assert.InRange(no, 2_000, 18_000);
    }

    [Fact]
    public void It_says_yes_until_a_second_before_the_end()
    {
        var time = UsableTime.Of(Caller(IssuerWith(TimeSpan.FromSeconds(30), null), $$"""{"exp":{{Now}}}"""));
        Assert.True(time.Covers(DateTimeOffset.FromUnixTimeMilliseconds(((Now + 29) * 1000) - 1)));
        Assert.False(time.Covers(DateTimeOffset.FromUnixTimeSeconds(Now + 29)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"exp":"tomorrow"}""")]
    [InlineData("""{"exp":null}""")]
    public void A_token_without_an_end_is_never_beyond_doubt(string payload) =>
        Assert.False(UsableTime.Of(Caller(IssuerWith(TimeSpan.Zero, null), payload)).Covers(DateTimeOffset.FromUnixTimeSeconds(Now)));

    [Fact]
    public void Where_an_age_is_limited_a_token_that_does_not_tell_its_age_is_never_beyond_doubt() =>
        Assert.False(UsableTime.Of(Caller(IssuerWith(TimeSpan.Zero, TimeSpan.FromHours(1)), $$"""{"exp":{{Now + 100}}}"""))
            .Covers(DateTimeOffset.FromUnixTimeSeconds(Now)));

    private static string Near(Random random) => (Now + (random.NextDouble() * 400) - 200).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Maybe(Random random, string claim) => random.Next(3) == 0 ? "" : $",\"{claim}\":{Near(random)}";

    private static Issuer IssuerWith(TimeSpan skew, TimeSpan? age) =>
        new("main", "https://issuer.example", new Uri("https://issuer.example/meta"), ["a"], ["ES256"], ["at+jwt"], "scope", "client_id", [], [], skew)
        {
            MaxTokenAge = age,
        };

    private static CallerIdentity Caller(Issuer issuer, string payload) =>
        new(issuer, "ana", "app", CallerKind.User, [], JsonElement.Parse(payload));
}
