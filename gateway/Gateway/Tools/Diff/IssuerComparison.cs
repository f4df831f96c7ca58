using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Tools.Diff;

/// <summary>One authorization server as two policies have it: whose rules accept tokens that the other's refuse, and by which members.</summary>
internal static class IssuerComparison
{
    /// <summary>
    /// The members, as the routes file names them. Where tokens are read in another way, or verified with keys from another place, each
    /// policy accepts what the other does not.
    /// </summary>
    public static ImmutableArray<string> LaxerMembers(Issuer one, Issuer other)
    {
        (string Member, bool Laxer)[] members =
        [
            ("Preset", one.Preset != other.Preset && (!Asks(one, other) || !ReadsCallersAs(one, other))),
            ("Metadata", one.Metadata != other.Metadata),
            ("Audience", !IsWithin(one.Audiences, other.Audiences)),
            ("Clients", !IsWithin(one.Clients, other.Clients)),
            ("Algorithms", !IsWithin(one.Algorithms, other.Algorithms)),
            ("TokenTypes", one.TokenTypes.Except(other.TokenTypes, StringComparer.OrdinalIgnoreCase).Any()),
            ("ScopeClaim", (one.ScopeClaim, one.AppScopeClaim) != (other.ScopeClaim, other.AppScopeClaim)),
            ("PermissionsAsScopes", one.PermissionsClaim is not null && other.PermissionsClaim is null),
            ("ClientClaim", one.ClientClaim != other.ClientClaim),
            ("ClockSkew", one.ClockSkew > other.ClockSkew),
            ("MaxTokenAge", OldestAccepted(one) > OldestAccepted(other)),
            ("Introspection", one.Introspection is { } asked && !IsWithin(asked, other.Introspection)),
        ];
        return [.. members.Where(member => member.Laxer).Select(member => member.Member)];
    }

    /// <summary>One member, as the file would state it.</summary>
    public static string State(Issuer issuer, string member) => Wording.OneLine($"{member} " + member switch
    {
        "Preset" => issuer.Preset,
        "Metadata" => issuer.Metadata.AbsoluteUri,
        "Audience" => AnyOf(issuer.Audiences),
        "Clients" => AnyOf(issuer.Clients),
        "Algorithms" => AnyOf(issuer.Algorithms),
        "TokenTypes" => AnyOf(issuer.TokenTypes.Select(type => type.Length == 0 ? "none" : type)),
        "ScopeClaim" => issuer.AppScopeClaim is null ? issuer.ScopeClaim : $"{issuer.ScopeClaim} (machines: {issuer.AppScopeClaim})",
        "PermissionsAsScopes" => issuer.PermissionsClaim is null ? "off" : "on",
        "ClientClaim" => issuer.ClientClaim,
        "ClockSkew" => Duration.Format(issuer.ClockSkew),
        "MaxTokenAge" => issuer.MaxTokenAge is { } age ? Duration.Format(age) : "any",
        "Introspection" => issuer.Introspection is { } asked
            ? $"at {asked.Endpoint?.AbsoluteUri ?? "its own endpoint"}, {(asked.SignedResponse ? "signed, " : "")}kept {Duration.Format(asked.CacheFor)}"
            : "off",
        _ => "",
    });

    /// <summary>Whether the one asks for every claim and kind of token that the other asks for, whatever the client's claim is called.</summary>
    private static bool Asks(Issuer one, Issuer other) =>
        !Named(other).Except(Named(one)).Any() && !other.RequiredTests.Except(one.RequiredTests).Any();

    private static IEnumerable<string> Named(Issuer issuer) =>
        issuer.RequiredClaims.Select(claim => claim == issuer.ClientClaim ? "" : claim);

    private static bool ReadsCallersAs(Issuer one, Issuer other) =>
        Same(one.MachineMarks, other.MachineMarks) && Same(one.UserMarks, other.UserMarks);

    private static bool Same(ImmutableArray<CallerMark> one, ImmutableArray<CallerMark> other) =>
        one.Length == other.Length && one.Zip(other).All(pair => pair.First.Tests.SequenceEqual(pair.Second.Tests));

    private static TimeSpan OldestAccepted(Issuer issuer) => issuer.MaxTokenAge + issuer.ClockSkew ?? TimeSpan.MaxValue;

    /// <summary>Another endpoint is another authority; an answer that is kept longer keeps a withdrawn token longer.</summary>
    private static bool IsWithin(Introspection one, Introspection? other) =>
        other is not null && one.Endpoint == other.Endpoint && one.CacheFor <= other.CacheFor && (one.SignedResponse || !other.SignedResponse);

    private static bool IsWithin(ImmutableArray<string> one, ImmutableArray<string> other) =>
        other.IsEmpty || (!one.IsEmpty && one.All(value => other.Contains(value, StringComparer.Ordinal)));

    private static string AnyOf(IEnumerable<string> values) => values.Any() ? string.Join(" or ", values) : "any";
}
