using System.Collections.Immutable;

namespace Gateway.Testing.Policies;

/// <summary>Makes cases at random. A policy's cases share a few tokens, as real requests do.</summary>
/// <param name="issuers">All that there are, also those that a policy does not trust.</param>
public sealed class PolicyCases(Random random, ImmutableArray<PolicyIssuer> issuers, DateTimeOffset now)
{
    private const int TokensOfPolicy = 40;

    public IReadOnlyList<PolicyCase> Of(Policy policy, int count)
    {
        var text = PolicyText.Of(policy);
        var requests = new PolicyRequests(random);
        var tokens = new PolicyTokens(random, issuers);
        var operations = policy.Operations.ToArray();
        var aimed = Enumerable.Range(0, TokensOfPolicy)
            .Select(_ => random.OneOf(operations))
            .Select(aim => (aim.Api, aim.Operation, Token: tokens.Near(policy, aim.Api, aim.Operation)))
            .ToArray();
        return [.. Enumerable.Range(0, count).Select(_ => Case())];

        PolicyCase Case()
        {
            var (api, operation, token) = random.OneOf(aimed);
            if (random.Chance(25))
            {
                (api, operation) = random.OneOf(operations);
            }

            return new PolicyCase(policy, text, requests.Near(api, operation), random.Chance(8) ? null : token, now);
        }
    }
}
