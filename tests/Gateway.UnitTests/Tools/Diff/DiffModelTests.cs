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
    private const int Seeds = 60;
    private const int PairsOfASeed = 8;
    private const int TokensOfAPair = 100;

    [Fact]
    public async Task Whatever_a_pair_of_policies_treats_differently_is_reported_and_every_witness_holds()
    {
        var counts = new Counts();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var generator = new PolicyGenerator(random, PolicyIssuer.Examples, "http://services.example");
            var mutation = new PolicyMutation(random, generator);
            var old = generator.Next();
            using var before = Subject(old, PolicyText.Of(old))!;
            for (var pair = 0; pair < PairsOfASeed;)
            {
                var policy = mutation.Change(old);
                var t0 = System.Diagnostics.Stopwatch.GetTimestamp();
                var mtext = mutation.Text(policy);
                counts.MText += System.Diagnostics.Stopwatch.GetElapsedTime(t0).TotalMilliseconds; t0 = System.Diagnostics.Stopwatch.GetTimestamp();
                using var after = Subject(policy, mtext);
                counts.Read += System.Diagnostics.Stopwatch.GetElapsedTime(t0).TotalMilliseconds;
                if (after is not null)
                {
                    pair++;
                    await CheckAsync(before, after, random, seed, counts);
                }
            }
        }

        output.WriteLine(counts.ToString());
        Assert.Fail(counts.ToString());
        Assert.Equal(Seeds * PairsOfASeed, counts.Pairs);
        // Enough of each to mean something.
        Assert.InRange(counts.Weaker, counts.Pairs / 5, counts.Pairs * 4 / 5);
        Assert.True(counts.Witnesses > counts.Pairs / 2);
        Assert.True(counts.NewlyAccepted > counts.Pairs);
        Assert.True(counts.NewlyRefused > counts.Pairs);
    }

    private static async Task CheckAsync(Compared old, Compared @new, Random random, int seed, Counts counts)
    {
        string Explained(string what) => $"seed {seed}: {what}\nOLD {old.Text}\nNEW {@new.Text}";
        var t0 = System.Diagnostics.Stopwatch.GetTimestamp();
        var diff = await PolicyComparison.CompareAsync(old.Table, @new.Table);
        counts.Pairs++; counts.Tok0 = counts.Tok;
        counts.Compare += System.Diagnostics.Stopwatch.GetElapsedTime(t0).TotalMilliseconds;
        counts.Weaker += diff.Weaker ? 1 : 0;
        foreach (var change in diff.Changes)
        {
            foreach (var (witness, accepting, refusing) in new[] { (change.Accepts, @new, old), (change.Refuses, old, @new) })
            {
                if (witness is not null)
                {
                    counts.Witnesses++;
                    Assert.True(await accepting.AllowsAsync(witness.Request, witness.Token), Explained($"not accepted: {change.Subject}, {witness}"));
                    Assert.False(await refusing.AllowsAsync(witness.Request, witness.Token), Explained($"not refused: {change.Subject}, {witness}"));
                }
            }

            // In this world members of a rule do not depend on each other: what differs can be shown.
            Assert.True(change.Laxer.IsEmpty || change.Accepts is not null, Explained($"no witness: {change}"));
            Assert.True(change.Stricter.IsEmpty || change.Refuses is not null, Explained($"no witness of the refused: {change}"));
        }

        t0 = System.Diagnostics.Stopwatch.GetTimestamp();
        var (requests, tokens) = (new PolicyRequests(random), new PolicyTokens(random, PolicyIssuer.Examples));
        var operations = new[] { old, @new }.SelectMany(one => one.Policy.Operations.Select(operation => (one.Policy, operation.Api, operation.Operation))).ToArray();
        for (var round = 0; round < TokensOfAPair; round++)
        {
            var near = random.OneOf(operations);
            var near2 = requests.Near(near.Api, near.Operation);
            var request = new SampleRequest(near2.Method, near2.Path);
            var (before, after) = (await old.FindAsync(request), await @new.FindAsync(request));
            if (before is null || after is null)
            {
                continue;
            }

            var meant = tokens.Near(near.Policy, near.Api, near.Operation);
            var type = meant.Issuer.Preset == PolicyIssuer.Keycloak || random.Chance(10) ? "JWT" : "at+jwt";
            var token = random.Chance(3) ? null : new SampleToken(
                random.Chance(90) ? "RS256" : "ES256", type, JsonSerializer.SerializeToElement(meant.Payload(SampleToken.Now)));
            var (was, @is) = (before.Allows(token), after.Allows(token));
            counts.Tokens++;
            counts.NewlyAccepted += !was && @is ? 1 : 0;
            counts.NewlyRefused += was && !@is ? 1 : 0;
            Assert.True(was || !@is || Reports(change => !change.Laxer.IsEmpty), Explained($"newly accepted, not reported: {request} {type} {token?.Payload}"));
            Assert.True(@is || !was || Reports(change => !change.Stricter.IsEmpty), Explained($"newly refused, not reported: {request} {type} {token?.Payload}"));

            counts.Tok = counts.Tok0 + System.Diagnostics.Stopwatch.GetElapsedTime(t0).TotalMilliseconds;
            bool Reports(Func<Change, bool> such) => diff.Changes.Where(such).Any(change =>
                (change.Old?.Name == before.Operation.Id && change.New?.Name == after.Operation.Id)
                || change.Subject == $"issuer {meant.Issuer.Name}");
        }
    }

    private static Compared? Subject(Policy policy, string text) =>
        RouteTableReader.Read("generated.json", Encoding.UTF8.GetBytes(text), new RoutesEnvironment("Development", _ => null)).Table is { } table
            ? new Compared(policy, text, table)
            : null;

    /// <summary>A policy that requests are sent to.</summary>
    private sealed record Compared(Policy Policy, string Text, RouteTable Table) : IDisposable
    {
        private readonly RequestMatcher matcher = new(Table);

        public async Task<Side?> FindAsync(SampleRequest request) =>
            await matcher.MatchAsync(request.Method, request.Path) is RequestMatch.Found found ? new Side(Table, found.Operation) : null;

        public async Task<bool> AllowsAsync(SampleRequest request, SampleToken? token) => await FindAsync(request) is { } side && side.Allows(token);

        public void Dispose() => matcher.Dispose();
    }

    private sealed record Counts
    {
        public int Pairs { get; set; }
        public double Tok { get; set; }
        public double Tok0 { get; set; }
        public double Compare { get; set; }
        public double MText { get; set; }
        public double Read { get; set; }

        public int Weaker { get; set; }

        public int Witnesses { get; set; }

        public int Tokens { get; set; }

        public int NewlyAccepted { get; set; }

        public int NewlyRefused { get; set; }
    }
}
