using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Gateway.Testing.Policies;

/// <summary>Changes a policy at random as a pull request would: a few things at a time, most of them small.</summary>
public sealed class PolicyMutation(Random random, PolicyGenerator generator)
{
    private static readonly string[] Prefixes = ["/a", "/a/b", "/A/5", "/a/b/c", "/b"];

    /// <summary>Members of an issuer that the model of a policy does not have.</summary>
    private static readonly (string Name, string[] Values)[] IssuerMembers =
    [
        ("Clients", ["""["app","archive"]""", """["app"]"""]), ("ClockSkew", ["\"0s\"", "\"1m\""]), ("MaxTokenAge", ["\"1h\"", "\"2h\""]),
        ("Algorithms", ["""["RS256"]""", """["RS256","ES256"]"""]), ("TokenTypes", ["""["JWT"]""", """["at+jwt","JWT"]"""]),
        ("Audience", ["""["https://api.example.com","other"]"""]), ("ScopeClaim", ["\"scp\""]),
    ];

    public Policy Change(Policy policy)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            policy = random.Next(10) switch
            {
                0 => policy with { Scopes = [.. policy.Scopes.Select((scope, index) => random.Chance(30) ? Reimplied(scope, policy.Scopes[..index]) : scope)] },
                1 => policy with { Issuers = WithOrWithout(policy.Issuers, random.OneOf(PolicyIssuer.Examples.AsSpan())) },
                2 => WithApi(policy, api => api with { Needs = random.Chance(50) ? null : random.OneOf(PolicyGenerator.Claims.AsSpan()) }),
                3 => WithApi(policy, api => api with { Issuers = random.Chance(40) ? [] : random.Some(Names(policy).AsSpan(), 1, 2) }),
                4 => WithApi(policy, api => api with { Prefix = random.OneOf<string>(Prefixes) }),
                5 => WithApi(policy, api => api.Operations is [_, _, ..] ? api with { Operations = api.Operations.RemoveAt(random.Next(api.Operations.Length)) } : api),
                6 => WithApi(policy, api => api with { Operations = WithAnother(api, Accepted(policy, api)) }),
                _ => WithApi(policy, api => WithOperation(api, operation => operation with { Rule = Changed(operation.Rule, Accepted(policy, api)) })),
            };
        }

        return policy;
    }

    /// <summary>The text of a policy whose issuers have other members too.</summary>
    public string Text(Policy policy)
    {
        var file = JsonNode.Parse(PolicyText.Of(policy))!;
        foreach (var (_, issuer) in file["Issuers"]!.AsObject())
        {
            if (random.Chance(10))
            {
                var (name, values) = random.OneOf<(string, string[])>(IssuerMembers);
                issuer![name] = JsonNode.Parse(random.OneOf<string>(values));
            }
        }

        return file.ToJsonString(new() { WriteIndented = true });
    }

    private PolicyScope Reimplied(PolicyScope scope, ImmutableArray<PolicyScope> before) =>
        scope with { Implies = random.Some([.. before.Select(other => other.Name)], 0, 2) };

    /// <summary>Perhaps one for the path of another, with another method.</summary>
    private ImmutableArray<PolicyOperation> WithAnother(PolicyApi api, ImmutableArray<string> issuers)
    {
        var other = generator.Operation(issuers);
        var path = random.Chance(30) ? random.OneOf(api.Operations.AsSpan()).Path : other.Path;
        return [.. api.Operations.Append(other with { Path = path }).DistinctBy(operation => (operation.Method, operation.Path.ToUpperInvariant()))];
    }

    /// <summary>Another rule, or the same with one member changed.</summary>
    private PolicyRule Changed(PolicyRule rule, ImmutableArray<string> issuers)
    {
        var another = generator.Rule(issuers);
        if (rule is not PolicyRule.Token token || another is not PolicyRule.Token other || random.Chance(15))
        {
            return another;
        }

        var changed = random.Next(6) switch
        {
            0 => token with { Scopes = random.Chance(50) || token.Scopes is null ? other.Scopes : Nested(token.Scopes, other.Scopes) },
            1 => token with { Caller = other.Caller },
            2 => token with { Clients = other.Clients },
            3 => token with { Claims = other.Claims },
            4 => token with { Issuers = other.Issuers },
            _ => token with { StepUp = other.StepUp },
        };
        return changed is { Scopes: null, Caller: null, Clients: [], Claims: [], Issuers: [], StepUp: null } ? new PolicyRule.AnyToken() : changed;
    }

    private ScopeTree Nested(ScopeTree one, ScopeTree? other) => other is null ? one
        : random.Chance(50) ? new ScopeTree.AllOf([one, other]) : new ScopeTree.AnyOf([one, other]);

    private Policy WithApi(Policy policy, Func<PolicyApi, PolicyApi> change)
    {
        var index = random.Next(policy.Apis.Length);
        return policy with { Apis = policy.Apis.SetItem(index, change(policy.Apis[index])) };
    }

    private PolicyApi WithOperation(PolicyApi api, Func<PolicyOperation, PolicyOperation> change)
    {
        var index = random.Next(api.Operations.Length);
        return api with { Operations = api.Operations.SetItem(index, change(api.Operations[index])) };
    }

    private static ImmutableArray<PolicyIssuer> WithOrWithout(ImmutableArray<PolicyIssuer> issuers, PolicyIssuer one) =>
        issuers.Contains(one) ? issuers.Remove(one) : issuers.Add(one);

    private static ImmutableArray<string> Accepted(Policy policy, PolicyApi api) => api.Issuers.IsEmpty ? Names(policy) : api.Issuers;

    private static ImmutableArray<string> Names(Policy policy) => [.. policy.Issuers.Select(issuer => issuer.Name)];
}
