using DevAuthority.Scopes;
using DevAuthority.Seeds;
using DevAuthority.Tokens;

namespace DevAuthority.Authorize;

/// <summary>A request that holds: a known client, its own redirect URI, an API and scopes it may ask for.</summary>
internal sealed record AuthorizationRequest
{
    internal required Client Client { get; init; }

    internal required ResponseTarget Target { get; init; }

    internal required Api Api { get; init; }

    /// <summary>As asked, <c>offline_access</c> included.</summary>
    internal required ScopeList Scopes { get; init; }

    /// <summary>Null for the implicit grant only.</summary>
    internal required string? CodeChallenge { get; init; }

    internal required Prompt Prompt { get; init; }

    /// <summary>How old the sign-in may be.</summary>
    internal required TimeSpan? AgeMax { get; init; }

    /// <summary>The levels of sign-in asked for, in order of preference; empty: any.</summary>
    internal required IReadOnlyList<string> AcrValues { get; init; }

    internal required RequestParameters Parameters { get; init; }

    internal string RedirectUri => Target.RedirectUri;

    internal bool IsImplicit => CodeChallenge is null;

    /// <summary>The level to reach for this user: the first that is asked for and can be reached. Null: none of them can.</summary>
    internal string? LevelFor(User user) =>
        AcrValues.Count == 0 ? AuthenticationLevel.Password : AcrValues.FirstOrDefault(user.CanReach);

    internal string Query => Parameters.QueryWith();

    /// <summary>The same request once the user has just signed in, by password or code: what asked for that is done, else it would be asked for again.</summary>
    internal string QueryAfterLogin => Parameters.QueryWith(("prompt", Prompt.Consent ? "consent" : null), ("max_age", null));

    internal string QueryToSwitchUser => Parameters.QueryWith(("prompt", "login"));
}
