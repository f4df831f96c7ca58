using System.Collections.Immutable;

namespace Gateway.Routes;

/// <summary>
/// Whether one requirement lets in only callers that another lets in as well: "at least as strict" is inclusion, not a feeling. It compares
/// member by member, and what it cannot know to be included counts as laxer. That is one case only: claims can say between the lines what
/// another member says (a claim <c>azp</c> and <c>Clients</c>); of these it knows <c>acr</c>.
/// </summary>
/// <remarks>
/// An empty list of issuers is any issuer, also one that the other policy does not have. Whoever compares two policies, or knows all
/// issuers, writes their names into the empty list first.
/// </remarks>
internal static class RequirementComparison
{
    public static bool IsAtLeastAsStrict(Requirement stricter, Requirement than) => LaxerMembers(stricter, than).IsEmpty;

    /// <summary>The members, as the routes file names them, in which the first lets in callers that the second does not; none: it is at least as strict.</summary>
    public static ImmutableArray<string> LaxerMembers(Requirement one, Requirement other) => (one, other) switch
    {
        (_, Requirement.Public) => [],
        (Requirement.Token left, Requirement.Token right) => LaxerMembers(left, right),
        _ => ["Public"],
    };

    private static ImmutableArray<string> LaxerMembers(Requirement.Token one, Requirement.Token other)
    {
        (string Member, bool Included)[] members =
        [
            ("Scopes", ScopeComparison.SufficientOnlyFor(one.Scopes, other.Scopes) is null),
            ("Caller", other.Caller is null || one.Caller == other.Caller),
            ("Clients", IsWithin(one.Clients, other.Clients)),
            ("Claims", other.Claims.All(claim => Asks(one, claim))),
            ("Issuers", IsWithin(one.Issuers, other.Issuers)),
            ("StepUp", other.StepUp is null || IsWithin(one.StepUp, other.StepUp)),
        ];
        return [.. members.Where(member => !member.Included).Select(member => member.Member)];
    }

    private static bool Asks(Requirement.Token requirement, ClaimRequirement claim) =>
        requirement.Claims.Any(own => own.Claim == claim.Claim && IsWithin(own.OneOf, claim.OneOf))
        // A step-up asks for a claim as well, and more strictly: not for one value among several.
        || (claim.Claim == "acr" && requirement.StepUp is { Acr: [_, ..] acr } && IsWithin(acr, claim.OneOf));

    private static bool IsWithin(StepUp? one, StepUp other) =>
        IsWithin(one?.Acr ?? [], other.Acr) && (other.MaxAge is null || one?.MaxAge <= other.MaxAge);

    /// <summary>Of two lists of what is accepted, where an empty one accepts everything.</summary>
    private static bool IsWithin(ImmutableArray<string> one, ImmutableArray<string> other) =>
        other.IsEmpty || (!one.IsEmpty && one.All(value => other.Contains(value, StringComparer.Ordinal)));
}
