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

    /// <summary>Else the tests that take cases from it would agree about little.</summary>
    [Fact]
    public void Its_cases_come_to_every_answer_many_times()
    {
        var random = new Random(2);
        var policies = new PolicyGenerator(random, PolicyIssuer.Examples, "http://services.example");
        var cases = new PolicyCases(random, PolicyIssuer.Examples, DateTimeOffset.UnixEpoch);

        var answers = Enumerable.Range(0, 50)
            .SelectMany(_ => cases.Of(policies.Next(), 200))
            .Select(asked => Oracle.Answers(asked)[0])
            .CountBy(answer => (answer.Status, answer.Code))
            .ToDictionary();

        Assert.Equal(
            [
                (200, ""), (204, ""), (401, "insufficient_user_authentication"), (401, "invalid_token"), (401, "no_credentials"),
                (403, "caller_not_allowed"), (403, "claims_not_forwardable"), (403, "insufficient_scope"), (404, "not_found"), (405, "method_not_allowed"),
            ],
            answers.Keys.OrderBy(answer => answer.Status).ThenBy(answer => answer.Code, StringComparer.Ordinal));
        Assert.All(answers, answer => Assert.InRange(answer.Value, 50, 5_000));
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
