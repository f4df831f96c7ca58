using Gateway.Authentication;
using Gateway.Authentication.Introspection;
using Gateway.Problems;

namespace Gateway.UnitTests.Authentication.Introspection;

public sealed class RememberedVerdictsTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Verdict No = new Verdict.Refused(TokenFault.Inactive);

    [Fact]
    public void A_flood_of_tokens_does_not_grow_it_and_drives_out_the_one_not_used_for_longest()
    {
        var remembered = new RememberedVerdicts(countMax: 100, bytesMax: long.MaxValue);
        remembered.Keep(Key(0), No, 0, Now.AddSeconds(5));
        for (var i = 1; i <= 10_000; i++)
        {
            remembered.Keep(Key(i), No, 0, Now.AddSeconds(5));
            Assert.NotNull(remembered.Find(Key(0), Now)); // used all the time
        }

        Assert.Equal(100, remembered.Count);
        Assert.Null(remembered.Find(Key(9_901), Now));
        Assert.NotNull(remembered.Find(Key(9_902), Now));
    }

    [Fact]
    public void Large_answers_count_for_what_they_take()
    {
        var remembered = new RememberedVerdicts(countMax: int.MaxValue, bytesMax: 1024 * 1024);
        for (var i = 0; i < 1000; i++)
        {
            remembered.Keep(Key(i), No, 100 * 1024, Now.AddSeconds(5));
        }

        Assert.InRange(remembered.Count, 1, 5);
        remembered.Keep(Key(1000), No, 1024 * 1024, Now.AddSeconds(5));
        Assert.Equal(0, remembered.Count); // larger than all of it
    }

    [Fact]
    public void What_has_passed_is_forgotten()
    {
        var remembered = new RememberedVerdicts(countMax: 10, bytesMax: long.MaxValue);
        remembered.Keep(Key(1), No, 0, Now.AddSeconds(5));
        Assert.Same(No, remembered.Find(Key(1), Now.AddSeconds(4.999)));
        Assert.Null(remembered.Find(Key(1), Now.AddSeconds(5)));
        Assert.Equal(0, remembered.Count);
    }

    [Fact]
    public void A_token_is_told_from_another_that_is_nearly_the_same()
    {
        TokenHash[] keys = [TokenHash.Of("x"), TokenHash.Of("X"), TokenHash.Of("x=")];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], TokenHash.Of("x"));
    }

    private static TokenHash Key(int number) => TokenHash.Of($"token-{number}");
}
