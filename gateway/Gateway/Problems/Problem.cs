using System.Collections.Immutable;

namespace Gateway.Problems;

/// <summary>One refusal of one request: which of the closed list, and what the client needs to know to do better.</summary>
internal sealed record Problem(Refusal Refusal)
{
    /// <summary>What is wrong this time, in a sentence. Never the token's content, never the name of a machine behind the gateway.</summary>
    public string? Detail { get; init; }

    /// <summary>The scopes that satisfy the operation: one of the alternatives, completely. Empty when no scope is asked for.</summary>
    public ImmutableArray<ImmutableArray<string>> Required { get; init; } = [];

    /// <summary>The scopes lacking from the alternative that the token comes nearest to.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>The scopes named in the challenge: what to ask the authorization server for (RFC 6750 section 3).</summary>
    public ImmutableArray<string> ChallengeScopes { get; init; } = [];

    /// <summary>One of them is to be the <c>acr</c> of the sign-in, in order of preference (RFC 9470 section 3).</summary>
    public ImmutableArray<string> AcrValues { get; init; } = [];

    /// <summary>How many seconds ago the sign-in may have been (RFC 9470 section 3).</summary>
    public long? MaxAgeSeconds { get; init; }

    /// <summary>For <c>Retry-After</c>, where this occurrence knows it; else the refusal says.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>More about why, for logs only: <see cref="TokenFault.Reason"/>, the name of an issuer, what YARP says.</summary>
    public string? Reason { get; init; }

    public static Problem Of(TokenFault fault) => new(Refusal.InvalidToken) { Detail = fault.Description, Reason = fault.Reason };
}
