using Gateway.Authentication.Keys;
using Gateway.Testing;

namespace Gateway.UnitTests.Authentication.Keys;

public sealed class UnknownKeyBudgetTests
{
    private readonly SettableClock clock = new();
    private readonly UnknownKeyBudget budget;

    public UnknownKeyBudgetTests() => budget = new UnknownKeyBudget(clock);

    [Fact]
    public void Three_rotations_in_a_row_are_all_asked_about()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.True(budget.TryTake());
            budget.WasFruitful();
        }

        Assert.False(budget.TryTake());
        Pass(9.999);
        Assert.False(budget.TryTake());
        Pass(0.001);
        Assert.True(budget.TryTake());
    }

    [Fact]
    public void One_question_for_nothing_leaves_one_for_a_rotation_at_once()
    {
        Assert.True(budget.TryTake());
        Assert.True(budget.TryTake());
        budget.WasFruitful();
        Assert.True(budget.TryTake());
    }

    [Fact]
    public void Ten_thousand_questions_in_ten_seconds_are_two_fetches()
    {
        Assert.Equal(2, Flood(seconds: 10));
    }

    [Fact]
    public void However_long_a_flood_is_ten_seconds_hold_two_fetches_at_most_and_in_the_end_one()
    {
        List<double> taken = [];
        for (var second = 0.0; second < 300; second += 0.05)
        {
            if (budget.TryTake())
            {
                taken.Add(second);
            }

            Pass(0.05);
        }

        Assert.All(taken, from => Assert.InRange(taken.Count(t => t >= from && t < from + 9.99), 1, 2));
        Assert.All(taken.Zip(taken.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 10.1));
        Assert.InRange(taken.Count, 30, 33);
    }

    [Fact]
    public void A_quiet_hour_saves_up_no_more_than_the_burst()
    {
        Pass(3600);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ =>
        {
            var taken = budget.TryTake();
            if (taken)
            {
                budget.WasFruitful();
            }

            return taken;
        }));
    }

    private int Flood(double seconds) => Enumerable.Range(0, 10_000).Count(_ =>
    {
        var taken = budget.TryTake();
        Pass(seconds / 10_000);
        return taken;
    });

    private void Pass(double seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));
}
