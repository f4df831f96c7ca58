using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>
/// What became of the issuers, once for each and not for every operation that accepts its tokens. An issuer that no operation accepts which
/// was there before changes nothing.
/// </summary>
internal static class IssuerChanges
{
    public static IEnumerable<Change> Of(RouteTable old, RouteTable @new, ImmutableArray<OperationPair> pairs) =>
        from identifier in @new.Issuers.Concat(old.Issuers).Select(issuer => issuer.Identifier).Distinct()
        let reached = Reached(identifier, pairs)
        where !reached.IsEmpty
        let change = Compare(Find(old, identifier), Find(@new, identifier), reached)
        where change is not null
        select change;

    /// <summary>
    /// The operations for whose requests both policies accept the issuer's tokens, or would if both had the issuer. The one that asks for the
    /// fewest scopes comes first: it shows the smallest token.
    /// </summary>
    private static ImmutableArray<OperationPair> Reached(string identifier, ImmutableArray<OperationPair> pairs) =>
    [
        .. pairs
            .Where(pair => pair is { Old.Asks: not null, New.Asks: not null }
                && Accepts(pair.Old, identifier) is var before && Accepts(pair.New, identifier) is var after
                && (before ?? after) == true && (after ?? before) == true)
            .OrderBy(pair => pair.New!.Asks!.Scopes?.Alternatives.Min(alternative => alternative.Length) ?? 0),
    ];

    /// <summary>Null: the policy does not have the issuer.</summary>
    private static bool? Accepts(Side side, string identifier) =>
        side.Find(identifier) is null ? null : side.Issuers.Any(issuer => issuer.Identifier == identifier);

    private static Issuer? Find(RouteTable policy, string identifier) =>
        policy.Issuers.FirstOrDefault(issuer => issuer.Identifier == identifier);

    private static Change? Compare(Issuer? old, Issuer? @new, ImmutableArray<OperationPair> reached)
    {
        var laxer = LaxerMembers(@new, old, reached.Select(pair => (pair.New!, pair.Old!)));
        var stricter = LaxerMembers(old, @new, reached.Select(pair => (pair.Old!, pair.New!)));
        if (laxer.IsEmpty && stricter.IsEmpty)
        {
            return null;
        }

        var members = laxer.Union(stricter).ToList();
        var accepts = Find(reached, laxer, pair => pair.New!, pair => pair.Old!, @new, old);
        var refuses = Find(reached, stricter, pair => pair.Old!, pair => pair.New!, old, @new);
        return new Change(
            laxer.IsEmpty ? ChangeKind.Stronger : stricter.IsEmpty ? ChangeKind.Weaker : ChangeKind.Changed,
            $"issuer {(@new ?? old)!.Name}",
            (accepts ?? refuses)?.Request ?? reached[0].Request)
        {
            Old = State(old, members),
            New = State(@new, members),
            Laxer = laxer,
            Stricter = stricter,
            Accepts = accepts,
            Refuses = refuses,
            Notes =
            [
                $"operations that accept its tokens: {reached.Length}",
                .. laxer.IsEmpty || accepts is not null ? [] : (string[])["no sample token shows it: what counts is not what a token says"],
            ],
        };
    }

    private static ImmutableArray<string> LaxerMembers(Issuer? one, Issuer? other, IEnumerable<(Side Allowing, Side Refusing)> reached) =>
        one is null ? [] : other is null ? ["Issuer"] :
        [
            .. IssuerComparison.LaxerMembers(one, other).Where(member => reached.Any(sides => member switch
            {
                // Where the scopes are is nothing to an operation that asks for none.
                "ScopeClaim" or "PermissionsAsScopes" => sides.Refusing.Asks!.Scopes is not null,
                // One more client is nothing to an operation that names others.
                "Clients" => sides.Allowing.ClientsOf(one) is var clients && (clients.IsEmpty || clients.Except(other.Clients).Any()),
                _ => true,
            })),
        ];

    private static Stated? State(Issuer? issuer, IReadOnlyList<string> members) =>
        issuer is null ? null : new Stated(issuer.Name, null, members is ["Issuer"]
            ? issuer.Identifier
            : string.Join("; ", members.Select(member => IssuerComparison.State(issuer, member))));

    private static Witness? Find(
        ImmutableArray<OperationPair> reached,
        ImmutableArray<string> members,
        Func<OperationPair, Side> allowing,
        Func<OperationPair, Side> refusing,
        Issuer? allows,
        Issuer? refuses) => members.IsEmpty ? null : reached
            .Select(pair => new WitnessSearch(pair.Request, allowing(pair), refusing(pair)).ForIssuer(allows!, refuses, members))
            .FirstOrDefault(found => found is not null);
}
