using Gateway.Testing.Policies;

namespace Gateway.UnitTests.Policies;

/// <summary>The generator that other tests rely on: the same every time, mostly accepted, and not always the same kind of policy.</summary>
public sealed class PolicyGeneratorTests
{
    [Fact]
    public void The_same_seed_makes_the_same_policies() => Assert.Equal(
        Generator(7).Take(10).Select(PolicyText.Of),
        Generator(7).Take(10).Select(PolicyText.Of));

    [Fact]
    public void Most_of_what_it_makes_is_accepted()
    {
        var generator = New(1);
        for (var made = 0; made < 100; made++)
        {
            generator.Next();
        }

        Assert.InRange(generator.Refused, 1, generator.Made / 2);
    }

    private static IEnumerable<Policy> Generator(int seed)
    {
        var generator = New(seed);
        while (true)
        {
            yield return generator.Next();
        }
    }

    private static PolicyGenerator New(int seed) => new(new Random(seed), PolicyIssuer.Examples, "http://services.example");
}
