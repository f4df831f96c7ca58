namespace DevAuthority.Seeds;

/// <summary>An API that tokens are for. Its key in the file is its audience.</summary>
internal sealed record ApiSeed
{
    public required string Name { get; init; }

    /// <summary><c>jwt</c>, or <c>opaque</c>: a random string that only introspection can read.</summary>
    public required TokenFormat Format { get; init; }

    /// <summary><c>ES256</c> or <c>RS256</c>; only for <c>jwt</c>.</summary>
    public SigningAlgorithm? Algorithm { get; init; }

    public required int LifetimeSeconds { get; init; }

    /// <summary>The scopes, each with the sentence the consent page shows.</summary>
    public required IReadOnlyDictionary<string, string> Scopes { get; init; }

    /// <summary>Clients of the API's own organisation are not asked for consent.</summary>
    public bool SkipConsentForFirstParty { get; init; }

    /// <summary>Role to scopes. A scope named here is granted only to users with such a role; any user may delegate the others.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Roles { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
