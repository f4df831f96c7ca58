using DevAuthority.Scopes;

namespace DevAuthority.Seeds;

/// <summary>An API, as the authority uses it.</summary>
internal sealed class Api(string audience, ApiSeed seed)
{
    internal string Audience => audience;

    internal string Name => seed.Name;

    /// <summary>Null for an API whose tokens are opaque.</summary>
    internal SigningAlgorithm? Algorithm => seed.Algorithm;

    internal TimeSpan TokenLifetime { get; } = TimeSpan.FromSeconds(seed.LifetimeSeconds);

    internal bool SkipConsentForFirstParty => seed.SkipConsentForFirstParty;

    internal IEnumerable<string> Scopes => seed.Scopes.Keys;

    internal string Describe(string scope) => seed.Scopes[scope];

    /// <summary>What of the scopes asked for this user can delegate: those of the user's roles, and those no role governs.</summary>
    internal ScopeList DelegableBy(User user, ScopeList asked) =>
        asked.Where(scope => !IsGovernedByRoles(scope) || user.Roles.Any(role => RoleHolds(role, scope)));

    private bool IsGovernedByRoles(string scope) => seed.Roles.Keys.Any(role => RoleHolds(role, scope));

    private bool RoleHolds(string role, string scope) => seed.Roles.TryGetValue(role, out var scopes) && scopes.Contains(scope);
}
