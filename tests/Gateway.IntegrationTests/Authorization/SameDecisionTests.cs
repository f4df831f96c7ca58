using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gateway.Testing.Policies;

namespace Gateway.IntegrationTests.Authorization;

/// <summary>
/// Whoever is asked about a request says the same: the gateway that serves, the parts that the command line is made of, its verbs, and an oracle that
/// knows only the documentation. Random policies, tokens and requests; a case that fails is printed with the seed that makes it again.
/// </summary>
public sealed class SameDecisionTests : IAsyncLifetime
{
    private const int Seeds = 10;
    private const int PoliciesOfSeed = 10;
    private const int CasesOfPolicy = 200;
    private const int AtOnce = 8;

    private readonly SettableClock clock = new();
    private readonly Dictionary<PolicyIssuer, TestIssuer> issuers = [];
    private RecordingUpstream service = null!;

    public static TheoryData<int> AllSeeds => [.. Enumerable.Range(1, Seeds)];

    public async Task InitializeAsync()
    {
        service = await RecordingUpstream.StartAsync();
        foreach (var (name, preset) in new[] { ("main", PolicyIssuer.Rfc9068), ("partner", PolicyIssuer.Rfc9068), ("realm", PolicyIssuer.Keycloak) })
        {
            var server = await TestIssuer.StartAsync(clock);
            var issuer = PolicyIssuer.At(name, server.Url, preset);
            server.ClaimedIssuer = issuer.Identifier;
            issuers.Add(issuer, server);
        }
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        foreach (var server in issuers.Values)
        {
            await server.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public async Task Everyone_gives_the_same_answer_to_every_case(int seed)
    {
        var random = new Random(seed);
        var known = issuers.Keys.ToImmutableArray();
        var policies = new PolicyGenerator(random, known, service.Url);
        var cases = new PolicyCases(random, known, clock.GetUtcNow());
        for (var made = 0; made < PoliciesOfSeed; made++)
        {
            await CheckAsync(seed, cases.Of(policies.Next(), CasesOfPolicy));
        }
    }

    private async Task CheckAsync(int seed, IReadOnlyList<PolicyCase> cases)
    {
        var routes = cases[0].Text;
        await using var dataPlane = await DataPlane.StartAsync(routes, clock, service, Sign);
        using var parts = new MatcherAndEvaluator(routes);
        await using var verbs = new Verbs(routes, clock);
        // Whoever else decides about requests answers here too.
        (string Name, Func<PolicyCase, Task<PolicyAnswer>> AnswerAsync)[] answerers =
        [
            ("data plane", dataPlane.AnswerAsync),
            ("matcher and evaluator", parts.AnswerAsync),
            ("explain", verbs.ExplainAsync),
            ("test", verbs.TestAsync),
        ];

        var differing = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (asked, _) =>
        {
            var answers = new List<(string Name, PolicyAnswer Answer)>();
            foreach (var (name, answerAsync) in answerers)
            {
                answers.Add((name, await answerAsync(asked)));
            }

            var right = Oracle.Answers(asked);
            if (!right.Any(expected => answers.TrueForAll(answer => answer.Answer.Agrees(expected))))
            {
                var said = answers.Concat(right.Select(expected => (Name: "oracle", Answer: expected))).Select(one => $"{one.Name}: {one.Answer}");
                differing.Add($"seed {seed}\n{string.Join('\n', said)}\n{asked}");
            }
        });

        Assert.True(differing.IsEmpty, $"{differing.Count} of {cases.Count} cases are answered differently, such as this:\n{differing.FirstOrDefault()}");
    }

    private string Sign(PolicyToken token) => token.Sign(issuers[token.Issuer], clock.GetUtcNow());
}
