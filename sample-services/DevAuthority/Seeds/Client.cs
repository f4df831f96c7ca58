using DevAuthority.Scopes;

namespace DevAuthority.Seeds;

/// <summary>An application that asks for tokens, as the authority uses it.</summary>
internal sealed class Client(string id, ClientSeed seed)
{
    internal string Id => id;

    internal string Name => seed.Name;

    /// <summary>Null for a public client, which cannot keep one.</summary>
    internal SecretHash? Secret { get; } =
        seed.SecretHash is null ? null : SecretHash.TryParse(seed.SecretHash, out var hash) ? hash : SecretHash.OfNobody;

    internal bool FirstParty => seed.FirstParty;

    internal bool Native => seed.Native;

    internal bool OfflineAccess => seed.OfflineAccess;

    internal bool MayIntrospect => seed.MayIntrospect;

    internal IReadOnlyList<string> RedirectUris => seed.RedirectUris;

    internal IReadOnlyList<string> Origins => seed.Origins;

    internal IReadOnlyList<string> GrantTypes => seed.GrantTypes;

    internal bool MayUse(string grantType) => seed.GrantTypes.Contains(grantType);

    internal bool MayAskFor(Api api) => seed.Grants.ContainsKey(api.Audience);

    /// <summary>All this client can ever be granted at the API.</summary>
    internal ScopeList GrantAt(Api api) => seed.Grants.TryGetValue(api.Audience, out var scopes) ? ScopeList.Of(scopes) : ScopeList.Empty;

    internal TimeSpan TokenLifetimeAt(Api api) =>
        seed.TokenLifetimeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : api.TokenLifetime;
}
