using System.Collections.Immutable;

namespace Gateway.Testing.Policies;

/// <summary>
/// Makes tokens at random that are about right for an operation: what it asks for, and then perhaps one thing missing, another spelling, or a
/// flaw. Without an aim nearly all would be refused for the first thing that is asked.
/// </summary>
/// <param name="issuers">All that there are, also those that a policy does not trust.</param>
public sealed class PolicyTokens(Random random, ImmutableArray<PolicyIssuer> issuers)
{
    private static readonly string[] StrayScopes = ["Read", "WRITE", "rea", "read:", "people", "openid"];
    private static readonly string[] StrayValues = ["5", "true", "null", "[]", "{\"t1\":\"t1\"}", "[[\"t1\"]]", "\"T1\"", "\"t1 t2\"", "[1,\"t2\"]", "\"\""];

    public PolicyToken Near(Policy policy, PolicyApi api, PolicyOperation operation)
    {
        var rule = operation.Rule as PolicyRule.Token;
        ImmutableArray<string> accepted = rule is { Issuers: [_, ..] own } ? own : api.Issuers is [_, ..] ofApi ? ofApi : [.. policy.Issuers.Select(issuer => issuer.Name)];
        var issuer = random.Chance(92) ? random.OneOf([.. issuers.Where(issuer => accepted.Contains(issuer.Name))]) : random.OneOf(issuers.AsSpan());
        return new PolicyToken(
            issuer,
            random.Chance(8) ? random.OneOf(Enum.GetValues<TokenFlaw>()) : TokenFlaw.None,
            Caller(issuer, rule?.Caller),
            random.Chance(85) && rule is { Clients: [_, ..] clients } ? random.OneOf(clients.AsSpan()) : random.OneOf(["App", .. PolicyGenerator.Clients]),
            Scopes(rule?.Scopes),
            random.Chance(25),
            [.. Claims(api, rule), .. SignIn(rule?.StepUp)],
            random.Chance(85) ? random.OneOf(0, 59, 90, 91, 300, 330, 331, -30, -31, 100000) : null);
    }

    private PolicyCaller Caller(PolicyIssuer issuer, string? asked)
    {
        var caller = random.Next(100) switch
        {
            < 85 when asked is not null => asked == "user" ? PolicyCaller.User : PolicyCaller.Machine,
            _ => random.OneOf(Enum.GetValues<PolicyCaller>()),
        };
        return caller == PolicyCaller.Unknown && issuer.Preset == PolicyIssuer.Rfc9068 ? PolicyCaller.User : caller;
    }

    private ImmutableArray<string> Scopes(ScopeTree? asked)
    {
        var scopes = asked is null ? [] : Satisfying(asked).ToList();
        if (random.Chance(25) && scopes.Count > 0)
        {
            scopes.RemoveAt(random.Next(scopes.Count));
        }

        if (random.Chance(30))
        {
            scopes.Add(random.OneOf(PolicyGenerator.Scopes.AsSpan()));
        }

        if (random.Chance(20))
        {
            scopes.Add(random.OneOf<string>(StrayScopes));
        }

        return [.. scopes.Distinct()];
    }

    private IEnumerable<string> Satisfying(ScopeTree tree) => tree switch
    {
        ScopeTree.AllOf all => all.Items.SelectMany(Satisfying),
        ScopeTree.AnyOf any => Satisfying(random.OneOf(any.Items.AsSpan())),
        ScopeTree.One one => [one.Name],
        _ => [],
    };

    private IEnumerable<KeyValuePair<string, string>> Claims(PolicyApi api, PolicyRule.Token? rule)
    {
        foreach (var name in PolicyGenerator.Claims)
        {
            var asked = rule?.Claims.FirstOrDefault(claim => claim.Name == name);
            if (random.Chance(asked is not null || api.Needs == name ? 90 : 30))
            {
                yield return new(name, Value(asked?.OneOf ?? PolicyGenerator.ClaimValues));
            }
        }
    }

    private string Value(ImmutableArray<string> asked) => random.Next(100) switch
    {
        < 55 => $"\"{random.OneOf(asked.AsSpan())}\"",
        < 75 => $"[\"{random.OneOf(PolicyGenerator.ClaimValues.AsSpan())}\",\"{random.OneOf(asked.AsSpan())}\"]",
        < 85 => $"\"{random.OneOf(PolicyGenerator.ClaimValues.AsSpan())}\"",
        _ => random.OneOf<string>(StrayValues),
    };

    private IEnumerable<KeyValuePair<string, string>> SignIn(PolicyStepUp? asked)
    {
        if (random.Chance(asked is null ? 30 : 90))
        {
            var wanted = asked is { Acr: [_, ..] acr } && random.Chance(80) ? acr : PolicyGenerator.Acrs;
            yield return new("acr", random.Chance(92) ? $"\"{random.OneOf(wanted.AsSpan())}\"" : random.OneOf("[\"mfa\"]", "\"MFA\"", "1"));
        }
    }
}
