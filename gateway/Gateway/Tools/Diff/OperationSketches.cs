using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>Tokens that may show the difference between two operations.</summary>
internal sealed class OperationSketches(Side allowing, Side refusing)
{
    private static readonly ScopeExpression Never = new([]);

    private readonly Requirement.Token allows = allowing.Asks ?? Requirement.Token.Any;
    private readonly Requirement.Token refuses = refusing.Asks ?? Requirement.Token.Any;

    /// <summary>Whose tokens may show a difference in a member.</summary>
    public IEnumerable<Issuer> Issuers(string member)
    {
        var accepted = refusing.Issuers.Select(issuer => issuer.Identifier).ToHashSet(StringComparer.Ordinal);
        return allowing.Issuers.Where(issuer => member == "Issuers"
            ? !accepted.Contains(issuer.Identifier) && refusing.Find(issuer.Identifier) is not null
            : accepted.Contains(issuer.Identifier));
    }

    /// <summary>What the one side accepts with as little as can be, and the other too as far as that goes.</summary>
    public TokenSketch Plain(Issuer issuer)
    {
        var other = refusing.Find(issuer.Identifier);
        return new TokenSketch(issuer, other)
        {
            Scopes = ScopeComparison.FewestSufficientOnlyFor(allows.Scopes, Never) ?? [],
            Caller = allows.Caller ?? refuses.Caller ?? CallerKind.User,
            Client = TokenSketch.Common(allows.Clients, issuer.Clients, refuses.Clients, other?.Clients) ?? "some-client",
            Claims = PlainClaims(),
            Acr = TokenSketch.Common(allows.StepUp?.Acr, refuses.StepUp?.Acr),
            SignedIn = allows.StepUp?.MaxAge is null && refuses.StepUp?.MaxAge is null ? null : TimeSpan.Zero,
        };
    }

    /// <summary>A plain token, but for the member that is to show the difference.</summary>
    public IEnumerable<TokenSketch> For(string member, Issuer issuer)
    {
        var plain = Plain(issuer);
        return member switch
        {
            "Scopes" => [plain with { Scopes = ScopeComparison.FewestSufficientOnlyFor(allows.Scopes, refuses.Scopes) ?? [] }],
            "Caller" => [plain with { Caller = refuses.Caller == CallerKind.User ? CallerKind.Machine : CallerKind.User }],
            "Clients" => Clients(issuer).Except(refuses.Clients).Select(client => plain with { Client = client }),
            "Claims" => refuses.Claims.SelectMany(claim => Claims(plain, claim)),
            "StepUp" => StepUps(plain, allows.StepUp ?? new StepUp([], null), refuses.StepUp!),
            "Forward" => refusing.Needs.SelectMany(claim => new[]
            {
                plain with { Claims = plain.Claims.SetItem(claim, null) },
                plain with { AsArrays = plain.AsArrays.Add(claim) },
            }),
            _ => [plain],
        };
    }

    private IEnumerable<string> Clients(Issuer issuer) =>
        allows.Clients.Concat(issuer.Clients) is var named && named.Any() ? named : ["some-client", "some-other-client"];

    private static IEnumerable<TokenSketch> StepUps(TokenSketch plain, StepUp allows, StepUp refuses) =>
    [
        .. allows.Acr.Except(refuses.Acr).Append(null).Select(acr => plain with { Acr = acr }),
        plain with { SignedIn = allows.MaxAge is { } age ? age + plain.Issuer.ClockSkew : null },
    ];

    private IEnumerable<TokenSketch> Claims(TokenSketch plain, ClaimRequirement refused) => allows.Claims
        .Where(claim => claim.Claim == refused.Claim)
        .SelectMany(claim => claim.OneOf)
        .Except(refused.OneOf)
        .Append(null)
        .Append("something-else")
        .Select(value => plain with { Claims = plain.Claims.SetItem(refused.Claim, value) });

    private ImmutableDictionary<string, string?> PlainClaims()
    {
        var claims = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var same in allows.Claims.Concat(refuses.Claims).GroupBy(claim => claim.Claim))
        {
            claims[same.Key] = TokenSketch.Common([.. same.Select(claim => (ImmutableArray<string>?)claim.OneOf)]);
        }

        foreach (var needed in allowing.Needs.Concat(refusing.Needs))
        {
            claims.TryAdd(needed, "something");
        }

        return claims.ToImmutable();
    }
}
