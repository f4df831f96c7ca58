namespace DevAuthority.Seeds;

/// <summary>An application that asks for tokens. Its key in the file is its client id.</summary>
internal sealed record ClientSeed
{
    public required string Name { get; init; }

    /// <summary>Present for a confidential client; a client without one is public.</summary>
    public string? SecretHash { get; init; }

    public bool FirstParty { get; init; }

    /// <summary>A native application: the port of its loopback redirect URI is free (RFC 8252 section 7.3).</summary>
    public bool Native { get; init; }

    /// <summary><c>authorization_code</c>, <c>client_credentials</c>, and <c>implicit</c> (legacy).</summary>
    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>Origins whose scripts may call the token endpoint (CORS).</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>May ask for <c>offline_access</c>, and so for refresh tokens.</summary>
    public bool OfflineAccess { get; init; }

    /// <summary>May ask what a token is worth: a resource server, or the gateway.</summary>
    public bool MayIntrospect { get; init; }

    /// <summary>In place of the API's lifetime. Below zero: its tokens have expired when they are issued.</summary>
    public int? TokenLifetimeSeconds { get; init; }

    /// <summary>Audience to scopes: all this client can ever be granted.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Grants { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
