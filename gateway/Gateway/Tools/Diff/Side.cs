using System.Collections.Immutable;
using Gateway.Authorization;
using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>One side of a comparison: what a policy has for a request.</summary>
internal sealed record Side(RouteTable Policy, Operation Operation)
{
    /// <summary>Null: nothing, it is public.</summary>
    public Requirement.Token? Asks => Operation.Requirement as Requirement.Token;

    /// <summary>The issuers whose tokens are accepted here: those that are named, but for one that accepts none of the clients that are named.</summary>
    public IEnumerable<Issuer> Issuers => Asks is not { } asks ? [] : Policy.Issuers.Where(issuer =>
        (asks.Issuers.IsEmpty || asks.Issuers.Contains(issuer.Name, StringComparer.Ordinal))
        && (asks.Clients.IsEmpty || issuer.Clients.IsEmpty || asks.Clients.Intersect(issuer.Clients).Any()));

    /// <summary>The claims that the service cannot do without.</summary>
    public IEnumerable<string> Needs => Operation.Api.Forward.Where(forwarded => forwarded.Required).Select(forwarded => forwarded.Claim);

    /// <summary>Whether this side lets no token pass whose claim is missing, or does not fit into its header, there.</summary>
    private bool Meets(ForwardedClaim need) => !need.Required || Operation.Api.Forward.Any(own =>
        own.Required
        && own.Claim == need.Claim
        // Any value has a form in these two.
        && (own.Encoding == need.Encoding || need.Encoding is HeaderEncoding.Json or HeaderEncoding.Base64Url));

    public Issuer? Find(string identifier) => Policy.Issuers.FirstOrDefault(issuer => issuer.Identifier == identifier);

    /// <summary>The clients of an issuer that is accepted here whose tokens are; empty: all.</summary>
    public ImmutableArray<string> ClientsOf(Issuer issuer) => Asks is not { Clients: [_, ..] named } ? issuer.Clients
        : issuer.Clients.IsEmpty ? named
        : [.. named.Intersect(issuer.Clients)];

    /// <param name="token">Null: none.</param>
    public bool Allows(SampleToken? token) =>
        Evaluator.Decide(Operation, token?.Under(Policy) ?? new TokenResult.None(), SampleToken.Now).Allowed;

    /// <summary>
    /// The members of the routes file in which this side accepts tokens that the other refuses. Tokens of an issuer that the other policy does
    /// not have at all are a change of the issuer and not of each operation.
    /// </summary>
    public ImmutableArray<string> LaxerMembersThan(Side other)
    {
        if (Asks is not { } own || other.Asks is not { } others)
        {
            return RequirementComparison.LaxerMembers(Operation.Requirement, other.Operation.Requirement);
        }

        var laxer = Issuers
            .Where(issuer => other.Find(issuer.Identifier) is not null)
            .SelectMany(issuer => LaxerMembers(own, issuer, others, other))
            .Distinct();
        return [.. laxer];
    }

    /// <summary>Of the tokens of one issuer, which is who it is whatever a file calls it; and only of those clients whose tokens it accepts here.</summary>
    private ImmutableArray<string> LaxerMembers(Requirement.Token own, Issuer issuer, Requirement.Token others, Side other)
    {
        if (!other.Issuers.Any(accepted => accepted.Identifier == issuer.Identifier))
        {
            return ["Issuers"];
        }

        var laxer = RequirementComparison.LaxerMembers(own with { Issuers = [], Clients = ClientsOf(issuer) }, others with { Issuers = [] });
        // That a claim is asked for here does not say that it fits into a header.
        return other.Operation.Api.Forward.All(Meets) ? laxer : laxer.Add("Forward");
    }
}
