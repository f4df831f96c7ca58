using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Gateway.Routes;
using Gateway.Testing.Policies;
using Gateway.Tools.Diff;
using Xunit.Abstractions;

namespace Gateway.UnitTests.Tools.Diff;

/// <summary>
/// What <c>diff</c> says of two random policies, against what they do with random requests and tokens. A change that it does not report has no
/// request with a token that only one of the policies accepts, and every token that it shows is really accepted by one and refused by the other.
/// </summary>
public sealed class DiffModelTests(ITestOutputHelper output)
{
    private const int Seeds = 250;
    private const int PairsOfASeed = 8;
    private const int TokensOfAPair = 30;

    [Fact]
    public async Task Whatever_a_pair_of_policies_treats_differently_is_reported_and_every_witness_holds()
    {
        var counts = new ConcurrentBag<Counts>();
        await Parallel.ForAsync(0, Seeds, async (seed, _) => counts.Add(await CheckAsync(seed)));

        var all = counts.Aggregate((one, other) => one.Add(other));
        output.WriteLine(all.ToString());
        Assert.Equal(Seeds * PairsOfASeed, all.Pairs);
        // Enough of each to mean something.
        Assert.InRange(all.Weaker, all.Pairs / 5, all.Pairs * 4 / 5);
        Assert.True(all.Witnesses > all.Pairs);
        Assert.True(all.NewlyAccepted > 1_000);
        Assert.True(all.NewlyRefused > 1_000);
    }

    private static async Task<Counts> CheckAsync(int seed)
    {
        var random = new Random(seed);
        var generator = new PolicyGenerator(random, PolicyIssuer.Examples, "http://services.example");
        var mutation = new PolicyMutation(random, generator);
        var old = generator.Next();
        using var before = Read(old, PolicyText.Of(old))!;
        var counts = new Counts();
        while (counts.Pairs < PairsOfASeed)
        {
            var policy = mutation.Change(old);
            using var after = Read(policy, mutation.Text(policy));
            if (after is not null)
            {
                await CheckAsync(before, after, random, seed, counts);
            }
        }

        return counts;
    }

    private static async Task CheckAsync(Subject old, Subject @new, Random random, int seed, Counts counts)
    {
        var diff = await PolicyComparison.CompareAsync(old.Compared, @new.Compared);
        counts.Pairs++;
        counts.Weaker += diff.Weaker ? 1 : 0;
        foreach (var change in diff.Changes)
        {
            // In this world no member of a rule says what another asks for: what differs can be shown.
            Hold(change.Laxer.IsEmpty || change.Accepts is not null, () => $"nothing shows what is accepted now: {change}");
            Hold(change.Stricter.IsEmpty || change.Refuses is not null, () => $"nothing shows what is refused now: {change}");
            foreach (var (witness, accepting, refusing) in new[] { (change.Accepts, @new, old), (change.Refuses, old, @new) })
            {
                if (witness is not null)
                {
                    counts.Witnesses++;
                    var accepted = (await accepting.Compared.FindAsync(witness.Request))!.Allows(witness.Token);
                    var refused = !(await refusing.Compared.FindAsync(witness.Request))!.Allows(witness.Token);
                    Hold(accepted && refused, () => $"{change.Subject}: {witness} is accepted: {accepted}, refused: {refused}");
                }
            }
        }

        var (requests, tokens) = (new PolicyRequests(random), new PolicyTokens(random, PolicyIssuer.Examples));
        var operations = Operations(old).Concat(Operations(@new)).ToArray();
        var changed = Operations(old).Except(Operations(@new)).Concat(Operations(@new).Except(Operations(old))).DefaultIfEmpty(operations[0]).ToArray();
        for (var round = 0; round < TokensOfAPair; round++)
        {
            var near = random.OneOf(random.Chance(70) ? changed : operations);
            var sent = requests.Near(near.Api, near.Operation);
            var request = new SampleRequest(sent.Method, sent.Path);
            var meant = tokens.Near(Operations(old).Contains(near) ? old.Policy : @new.Policy, near.Api, near.Operation);
            var token = random.Chance(3) ? null : Unsigned(meant, random);
            if (await old.Compared.FindAsync(request) is not { } before || await @new.Compared.FindAsync(request) is not { } after)
            {
                continue;
            }

            var (was, @is) = (before.Allows(token), after.Allows(token));
            counts.Tokens++;
            counts.NewlyAccepted += !was && @is ? 1 : 0;
            counts.NewlyRefused += was && !@is ? 1 : 0;
            Hold(was || !@is || IsReported(change => !change.Laxer.IsEmpty), () => $"accepted now, and not reported: {request} {token}");
            Hold(@is || !was || IsReported(change => !change.Stricter.IsEmpty), () => $"refused now, and not reported: {request} {token}");

            bool IsReported(Func<Change, bool> such) => diff.Changes.Where(such).Any(change =>
                (change.Old?.Name == before.Operation.Id && change.New?.Name == after.Operation.Id) || change.Subject == $"issuer {meant.Issuer.Name}");
        }

        void Hold(bool condition, Func<string> what)
        {
            if (!condition)
            {
                Assert.Fail($"seed {seed}: {what()}\nOLD {old.Text}\nNEW {@new.Text}");
            }
        }
    }

    private static SampleToken Unsigned(PolicyToken meant, Random random) => new(
        random.Chance(90) ? "RS256" : "ES256",
        meant.Issuer.Preset == PolicyIssuer.Keycloak || random.Chance(10) ? "JWT" : "at+jwt",
        JsonSerializer.SerializeToElement(meant.Payload(SampleToken.Now)));

    private static IEnumerable<(PolicyApi Api, PolicyOperation Operation)> Operations(Subject one) => one.Policy.Operations;

    /// <summary>Null when the gateway refuses it: operations that clash.</summary>
    private static Subject? Read(Policy policy, string text) =>
        RouteTableReader.Read("generated.json", Encoding.UTF8.GetBytes(text), new RoutesEnvironment("Development", _ => null)).Table is { } table
            ? new Subject(policy, text, new ComparedPolicy(table))
            : null;

    private sealed record Subject(Policy Policy, string Text, ComparedPolicy Compared) : IDisposable
    {
        public void Dispose() => Compared.Dispose();
    }

    private sealed record Counts
    {
        public int Pairs { get; set; }

        public int Weaker { get; set; }

        public int Witnesses { get; set; }

        public int Tokens { get; set; }

        public int NewlyAccepted { get; set; }

        public int NewlyRefused { get; set; }

        public Counts Add(Counts other) => new()
        {
            Pairs = Pairs + other.Pairs,
            Weaker = Weaker + other.Weaker,
            Witnesses = Witnesses + other.Witnesses,
            Tokens = Tokens + other.Tokens,
            NewlyAccepted = NewlyAccepted + other.NewlyAccepted,
            NewlyRefused = NewlyRefused + other.NewlyRefused,
        };
    }
}
