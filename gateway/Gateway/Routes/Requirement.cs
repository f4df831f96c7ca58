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
        public static readonly Token Any = new(null, null, [], []);
    }
}

/// <summary>The claim has to be present, and its value (or one of its values, if it is an array of strings) has to be one of these.</summary>
internal sealed record ClaimRequirement(string Claim, ImmutableArray<string> OneOf);
