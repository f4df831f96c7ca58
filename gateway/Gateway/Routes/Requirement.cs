using System.Collections.Immutable;

namespace Gateway.Routes;

/// <summary>What an operation asks of its caller. There is no third kind: an operation without a requirement is a mistake in the file.</summary>
internal abstract record Requirement
{
    private Requirement()
    {
    }

    /// <summary>Open to everyone; <paramref name="Why"/> is the reason that the file has to give.</summary>
    internal sealed record Public(string Why) : Requirement;

    /// <summary>
    /// A valid token, and everything named here holds. <c>"AnyToken": true</c> is this with nothing named.
    /// </summary>
    /// <param name="Scopes">Null: no scope is asked for.</param>
    /// <param name="Caller">Null: any. Never <see cref="CallerKind.Unknown"/>.</param>
    /// <param name="Clients">Empty: any client; else one of these <c>client_id</c>s, compared exactly.</param>
    /// <param name="Claims">All have to hold.</param>
    internal sealed record Token(
        ScopeExpression? Scopes,
        CallerKind? Caller,
        ImmutableArray<string> Clients,
        ImmutableArray<ClaimRequirement> Claims) : Requirement
    {
        /// <summary>Empty: every issuer of the file; else the names of those whose tokens are accepted here.</summary>
        public ImmutableArray<string> Issuers { get; init; } = [];

        /// <summary>How well and how recently the user has to have signed in; null: as it comes.</summary>
        public StepUp? StepUp { get; init; }

        public static readonly Token Any = new(null, null, [], []);
    }
}

/// <summary>The claim has to be present, and its value (or one of its values, if it is an array of strings) has to be one of these.</summary>
internal sealed record ClaimRequirement(string Claim, ImmutableArray<string> OneOf);

/// <summary>The authentication event behind the token (RFC 9470 section 3).</summary>
/// <param name="Acr">One of them has to be the token's <c>acr</c>, compared exactly; empty: any. In order of preference.</param>
/// <param name="MaxAge">How long ago <c>auth_time</c> may be; null: any time.</param>
internal sealed record StepUp(ImmutableArray<string> Acr, TimeSpan? MaxAge);
