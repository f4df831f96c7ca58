using System.Collections.Immutable;

namespace Gateway.Tools.Import;

/// <summary>
/// What a route of Ocelot asks for. <c>AllowedScopes</c> is met by any one of its scopes, whatever its name suggests. A route that is open
/// because nothing is said stays open for a decision: the service may check tokens itself.
/// </summary>
/// <param name="global">Of all routes that say nothing else.</param>
internal sealed class OcelotAuthentication(Draft draft, SourceObject? global)
{
    private readonly Options everywhere = Options.Read(global);

    public DraftRequirement Read(SourceObject route)
    {
        var written = route.TakeObject("AuthenticationOptions");
        var own = Options.Read(written);
        written?.ListTheRest("of AuthenticationOptions");
        var shared = everywhere.Routes.IsEmpty || everywhere.Routes.Contains(route.TakeText("Key") ?? "") ? everywhere : Options.None;
        var claims = ReadClaims(route, out var claimsAreFixed);
        if (own.AllowAnonymous ?? shared.AllowAnonymous ?? false)
        {
            return claims.Count == 0
                ? DraftRequirement.Public("AllowAnonymous in Ocelot")
                : DraftRequirement.Undecided("is open in Ocelot and asks for claims all the same");
        }

        if (!own.HasProvider && !shared.HasProvider)
        {
            return DraftRequirement.Undecided("is open in Ocelot, without AuthenticationOptions: say what it needs, or that it is public");
        }

        ImmutableArray<string> scopes = own.Scopes.IsEmpty ? shared.Scopes : own.Scopes;
        draft.Know(scopes);
        return !claimsAreFixed ? DraftRequirement.Undecided("asks for a claim that depends on the path")
            : claims.Count == 0 ? DraftRequirement.Of(scopes.IsEmpty ? [[]] : [.. scopes.Select(scope => ImmutableArray.Create(scope))])
            : new DraftRequirement($"{{ {string.Join(", ", (string[])[.. ScopesMember(scopes), ClaimsMember(claims)])} }}", NeedsToken: true);
    }

    private static List<(string Claim, string Value)> ReadClaims(SourceObject route, out bool areFixed)
    {
        var members = route.TakeObject("RouteClaimsRequirement")?.Members ?? [];
        List<(string Claim, string Value)> claims = [.. members.Select(claim => (claim.Name, SourceObject.TextOf(claim.Value) ?? ""))];
        areFixed = claims.TrueForAll(claim => claim.Value.Length > 0 && !claim.Value.Contains('{'));
        return claims;
    }

    private static IEnumerable<string> ScopesMember(ImmutableArray<string> scopes) => scopes.IsEmpty
        ? []
        : [$"\"Scopes\": {DraftRequirement.Scopes([.. scopes.Select(scope => ImmutableArray.Create(scope))])}"];

    private static string ClaimsMember(List<(string Claim, string Value)> claims) =>
        $"\"Claims\": {{ {string.Join(", ", claims.Select(claim => $"{JsonForm.Quote(claim.Claim)}: [{JsonForm.Quote(claim.Value)}]"))} }}";

    private sealed record Options(bool? AllowAnonymous, bool HasProvider, ImmutableArray<string> Scopes, ImmutableArray<string> Routes)
    {
        public static readonly Options None = new(null, false, [], []);

        /// <summary>Which issuer stands behind a provider's key, is written in the program and not here.</summary>
        public static Options Read(SourceObject? written) => written is null ? None : new Options(
            written.TakeFlag("AllowAnonymous"),
            !string.IsNullOrEmpty(written.TakeText("AuthenticationProviderKey")) | !written.TakeList("AuthenticationProviderKeys").IsEmpty,
            Texts(written, "AllowedScopes"),
            Texts(written, "RouteKeys"));

        private static ImmutableArray<string> Texts(SourceObject written, string name) =>
            [.. written.TakeList(name).Select(SourceObject.TextOf).OfType<string>().Distinct()];
    }
}
