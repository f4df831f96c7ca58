using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Authorization;
using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

public sealed class RequirementComparisonTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    /// <summary>No token, and every token of a world with three scopes, two issuers, two clients, a role, two kinds of sign-in and two ages of it.</summary>
    private static readonly ImmutableArray<TokenResult> Tokens = [new TokenResult.None(), .. AllTokens()];

    [Theory]
    // Scopes.
    [InlineData(""" "read" """, """ { "AnyToken": true } """, "", "Scopes")]
    [InlineData(""" "write" """, """ "read" """, "Scopes", "Scopes")]
    [InlineData(""" "admin" """, """ "read" """, "", "Scopes")]
    [InlineData(""" { "Scopes": { "AllOf": ["read", "write"] } } """, """ "read" """, "", "Scopes")]
    [InlineData(""" "read" """, """ { "Scopes": { "AnyOf": ["read", "write"] } } """, "", "Scopes")]
    [InlineData(""" { "Scopes": { "AnyOf": ["admin", "write"] } } """, """ "write" """, "", "")]
    // What else is asked about the caller.
    [InlineData(""" { "Caller": "user" } """, """ { "AnyToken": true } """, "", "Caller")]
    [InlineData(""" { "Caller": "user" } """, """ { "Caller": "machine" } """, "Caller", "Caller")]
    [InlineData(""" { "Clients": ["x"] } """, """ { "Clients": ["x", "y"] } """, "", "Clients")]
    [InlineData(""" { "Claims": { "role": ["x"] } } """, """ { "Claims": { "role": ["y", "x"] } } """, "", "Claims")]
    [InlineData(""" { "Claims": { "role": ["x"], "group": ["y"] } } """, """ { "Claims": { "group": ["y"] } } """, "", "Claims")]
    [InlineData(""" { "Claims": { "role": ["x"] } } """, """ { "Claims": { "Role": ["x"] } } """, "Claims", "Claims")]
    [InlineData(""" { "Issuers": ["main"] } """, """ { "AnyToken": true } """, "", "Issuers")]
    [InlineData(""" { "StepUp": { "Acr": ["mfa"] } } """, """ { "StepUp": { "Acr": ["pin", "mfa"] } } """, "", "StepUp")]
    [InlineData(""" { "StepUp": { "MaxAge": "1m" } } """, """ { "StepUp": { "MaxAge": "60s" } } """, "", "")]
    [InlineData(""" { "StepUp": { "MaxAge": "1m" } } """, """ { "StepUp": { "MaxAge": "2m" } } """, "", "StepUp")]
    [InlineData(""" { "StepUp": { "MaxAge": "1m" } } """, """ { "StepUp": { "Acr": ["mfa"] } } """, "StepUp", "StepUp")]
    [InlineData(""" { "StepUp": { "Acr": ["mfa"] } } """, """ { "Claims": { "acr": ["mfa"] } } """, "", "StepUp")]
    // Several at once, in both directions.
    [InlineData(""" { "Scopes": "read", "Caller": "user" } """, """ { "Scopes": "write", "Clients": ["x"] } """, "Scopes Clients", "Scopes Caller")]
    [InlineData(""" "read" """, """ { "Public": true, "Why": "test" } """, "", "Public")]
    public void Where_one_requirement_is_laxer_is_said_by_its_member(string one, string other, string laxer, string otherWayRound)
    {
        var operations = RoutesFiles.Compile(RoutesFiles.WithOperations($"\"GET /one\": {one}, \"GET /other\": {other}")).Operations;
        var (left, right) = (operations[0].Requirement, operations[1].Requirement);

        Assert.Equal(laxer, string.Join(' ', RequirementComparison.LaxerMembers(left, right)));
        Assert.Equal(otherWayRound, string.Join(' ', RequirementComparison.LaxerMembers(right, left)));
        Assert.Equal(laxer.Length == 0, RequirementComparison.IsAtLeastAsStrict(left, right));
        Assert.True(RequirementComparison.IsAtLeastAsStrict(left, left));
    }

    [Fact]
    public void A_scope_that_more_scopes_imply_than_before_is_laxer()
    {
        var before = new ScopeExpression([[new Scope("a", "", ["a"])]]);
        var after = new ScopeExpression([[new Scope("a", "", ["a", "z"])]]);

        Assert.Null(ScopeComparison.SufficientOnlyFor(before, after));
        Assert.Equal("z", Assert.Single(ScopeComparison.SufficientOnlyFor(after, before)!.Value));
    }

    [Fact]
    public void It_is_at_least_as_strict_exactly_when_every_token_that_it_allows_is_allowed_by_the_other()
    {
        var random = new Random(20260101);
        var requirements = Enumerable.Range(0, 50).Select(_ => AnyRequirement(random, Catalogue(random))).ToList();
        var allowed = requirements.ConvertAll(Allowed);
        var stricter = 0;
        for (var one = 0; one < requirements.Count; one++)
        {
            for (var other = 0; other < requirements.Count; other++)
            {
                var included = allowed[one].IsSubsetOf(allowed[other]);
                if (included != RequirementComparison.IsAtLeastAsStrict(requirements[one], requirements[other]))
                {
                    Assert.Fail($"{JsonSerializer.Serialize<object>(requirements[one])} in {JsonSerializer.Serialize<object>(requirements[other])}: {included}");
                }

                stricter += included && one != other ? 1 : 0;
            }
        }

        // Enough of both answers to mean something.
        Assert.InRange(stricter, 50, 1_000);
    }

    [Fact]
    public void The_scopes_it_names_suffice_for_the_one_and_not_for_the_other()
    {
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++)
        {
            var (one, other) = (AnyScopes(random, Catalogue(random)), AnyScopes(random, Catalogue(random)));
            if (ScopeComparison.SufficientOnlyFor(one, other) is { } scopes)
            {
                Assert.True(Suffice(scopes, one));
                Assert.False(Suffice(scopes, other));

                var fewest = ScopeComparison.FewestSufficientOnlyFor(one, other)!.Value;
                Assert.True(Suffice(fewest, one));
                Assert.False(Suffice(fewest, other));
                Assert.Equal(Subsets(Names).Where(held => Suffice(held, one) && !Suffice(held, other)).Min(held => held.Length), fewest.Length);
            }
            else
            {
                Assert.DoesNotContain(Subsets(Names), held => Suffice(held, one) && !Suffice(held, other));
            }
        }

        static bool Suffice(IEnumerable<string> held, ScopeExpression? asked) =>
            asked is null || asked.Alternatives.Any(alternative => alternative.All(scope => held.Any(scope.GrantedBy.Contains)));
    }

    [Fact]
    public void A_large_expression_is_compared_at_once_within_one_catalogue()
    {
        // 32 alternatives of 8 scopes, each implied by 20: 20 to the 8th combinations for each alternative if all were looked at.
        var scopes = Enumerable.Range(0, 16)
            .Select(n => new Scope($"s{n}", "", [$"s{n}", .. Enumerable.Range(0, 20).Select(m => $"s{n}-from-{m}")]))
            .ToImmutableArray();
        var random = new Random(1);
        var one = new ScopeExpression([.. Enumerable.Range(0, 32).Select(_ => random.GetItems(scopes.AsSpan(), 8).Distinct().ToImmutableArray())]);
        var other = new ScopeExpression([.. one.Alternatives.Select(alternative => alternative[1..])]);

        Assert.Null(ScopeComparison.SufficientOnlyFor(one, other));
        Assert.NotNull(ScopeComparison.SufficientOnlyFor(other, one));
    }

    private static HashSet<int> Allowed(Requirement requirement)
    {
        var api = new Api("x", "/x", [], [], false, IdentityForm.Both);
        var operation = new Operation("x GET /", "x", api, ["GET"], "/x", requirement, "x.json:1");
        return [.. Enumerable.Range(0, Tokens.Length).Where(token => Evaluator.Decide(operation, Tokens[token], Now).Allowed)];
    }

    private static IEnumerable<TokenResult> AllTokens() =>
        from name in (string[])["one", "two"]
        let issuer = new Issuer(name, $"https://{name}", new Uri($"https://{name}"), [], [], [], "scope", "client_id", [], [], TimeSpan.Zero)
        from kind in (CallerKind[])[CallerKind.User, CallerKind.Machine]
        from client in (string?[])[null, "x", "y"]
        from role in (string[])["", """, "role": "x" """, """, "role": ["y"] """, """, "role": "z" """]
        from acr in (string[])["", """, "acr": "pin" """, """, "acr": "mfa" """]
        from age in (int?[])[null, 30, 90]
        let signedIn = age is null ? "" : $", \"auth_time\": {Now.ToUnixTimeSeconds() - age}"
        let payload = JsonElement.Parse($$"""{ "sub": "s" {{role}}{{acr}}{{signedIn}} }""")
        from scopes in Subsets(Names)
        select new TokenResult.Verified(
            new CallerIdentity(issuer, "s", client, kind, [.. scopes], payload));

    private static IEnumerable<string[]> Subsets(string[] names) =>
        Enumerable.Range(0, 1 << names.Length).Select(bits => names.Where((_, index) => (bits >> index & 1) == 1).ToArray());

    /// <summary>The scopes, of which each implies some of those behind it, and so those that they imply.</summary>
    private static ImmutableArray<Scope> Catalogue(Random random)
    {
        var granted = Names.ToDictionary(name => name, name => new HashSet<string> { name });
        for (var scope = Names.Length - 1; scope >= 0; scope--)
        {
            foreach (var implied in Names.Skip(scope + 1).Where(_ => random.Next(4) == 0))
            {
                foreach (var reached in granted.Values.Where(by => by.Contains(implied)))
                {
                    reached.Add(Names[scope]);
                }
            }
        }

        return [.. granted.Select(scope => new Scope(scope.Key, "", scope.Value.ToFrozenSet()))];
    }

    private static ScopeExpression? AnyScopes(Random random, ImmutableArray<Scope> catalogue) => random.Next(4) == 0
        ? null
        : new ScopeExpression([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            random.GetItems(catalogue.AsSpan(), random.Next(1, 4)).Distinct().ToImmutableArray())]);

    private static Requirement AnyRequirement(Random random, ImmutableArray<Scope> catalogue) =>
        random.Next(40) == 0 ? new Requirement.Public("test") : new Requirement.Token(
            AnyScopes(random, catalogue),
            random.Next(4) switch { 0 => CallerKind.User, 1 => CallerKind.Machine, _ => null },
            Some(random, "x", "y"),
            Some(random, "x", "y", "z") is [_, ..] values ? [new ClaimRequirement("role", values)] : [])
        {
            Issuers = Some(random, "one"),
            StepUp = random.Next(2) == 0 ? null : new StepUp(
                Some(random, "pin", "mfa"), random.Next(3) switch { 0 => TimeSpan.FromMinutes(1), 1 => TimeSpan.FromMinutes(2), _ => null }),
        };

    private static ImmutableArray<string> Some(Random random, params ReadOnlySpan<string> values)
    {
        var some = ImmutableArray.CreateBuilder<string>();
        foreach (var value in values)
        {
            if (random.Next(3) == 0)
            {
                some.Add(value);
            }
        }

        return some.ToImmutable();
    }
}
