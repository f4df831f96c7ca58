using DevAuthority.Scopes;

namespace DevAuthority.Seeds;

/// <summary>What the seeds must not say. Every mistake is found at once; each names its place and its cure.</summary>
internal static class SeedRules
{
    private static readonly string[] GrantTypes = ["authorization_code", "client_credentials", "implicit"];

    internal static IReadOnlyList<string> MistakesIn(SeedFile file) =>
    [
        .. file.Apis.SelectMany(api => InApi(api.Key, api.Value)),
        .. file.Users.SelectMany(user => InUser(user.Key, user.Value, file)),
        .. file.Clients.SelectMany(client => InClient(client.Key, client.Value, file)),
    ];

    private static IEnumerable<string> InApi(string audience, ApiSeed api)
    {
        var place = $"Apis['{audience}']";

        // RFC 8707 section 2: a resource is an absolute URI without a fragment.
        if (!Uri.TryCreate(audience, UriKind.Absolute, out var uri) || uri.Fragment.Length > 0)
        {
            yield return $"{place}: an audience is an absolute URI without a fragment.";
        }

        if (api.Format == TokenFormat.Jwt != api.Algorithm.HasValue)
        {
            yield return $"{place}.Algorithm: name ES256 or RS256 for jwt, and nothing for opaque.";
        }

        if (api.LifetimeSeconds < 1)
        {
            yield return $"{place}.LifetimeSeconds: at least 1.";
        }

        foreach (var scope in api.Scopes.Keys.Where(scope => !ScopeList.IsScope(scope) || scope == ScopeList.OfflineAccess))
        {
            yield return $"{place}.Scopes: '{scope}' cannot be the name of an API's scope.";
        }

        foreach (var (role, scope) in Pairs(api.Roles).Where(pair => !api.Scopes.ContainsKey(pair.Scope)))
        {
            yield return $"{place}.Roles.{role}: '{scope}' is not among the API's Scopes.";
        }
    }

    private static IEnumerable<string> InUser(string name, UserSeed user, SeedFile file)
    {
        var place = $"Users['{name}']";

        // RFC 9068 section 5: whoever reads 'sub' must not take a client for a user, or a user for a client.
        if (file.Clients.ContainsKey(name))
        {
            yield return $"{place}: a client has the same id; a token's subject would name both. Rename one.";
        }

        if (!SecretHash.TryParse(user.PasswordHash, out _))
        {
            yield return $"{place}.PasswordHash: not a hash; the verb 'hash' prints one.";
        }

        if (user.CodeHash is not null && !SecretHash.TryParse(user.CodeHash, out _))
        {
            yield return $"{place}.CodeHash: not a hash; the verb 'hash' prints one.";
        }

        foreach (var role in user.Roles.Where(role => !file.Apis.Values.Any(api => api.Roles.ContainsKey(role))))
        {
            yield return $"{place}.Roles: no API has a role '{role}'.";
        }
    }

    private static IEnumerable<string> InClient(string id, ClientSeed client, SeedFile file)
    {
        var place = $"Clients['{id}']";
        if (client.SecretHash is not null && !SecretHash.TryParse(client.SecretHash, out _))
        {
            yield return $"{place}.SecretHash: not a hash; the verb 'hash' prints one.";
        }

        if (client.SecretHash is null && (client.MayIntrospect || client.GrantTypes.Contains("client_credentials")))
        {
            yield return $"{place}: a client without a secret can neither introspect nor use client_credentials (RFC 6749 section 4.4).";
        }

        foreach (var type in client.GrantTypes.Except(GrantTypes))
        {
            yield return $"{place}.GrantTypes: '{type}' is none of {string.Join(", ", GrantTypes)}.";
        }

        if (client.RedirectUris.Count == 0 && client.GrantTypes.Any(type => type is "authorization_code" or "implicit"))
        {
            yield return $"{place}.RedirectUris: a client that users sign in to needs one.";
        }

        foreach (var uri in client.RedirectUris.Where(uri => !IsRedirectUri(uri)))
        {
            yield return $"{place}.RedirectUris: '{uri}' is not an absolute URI without fragment, or is a script.";
        }

        foreach (var origin in client.Origins.Where(origin => !IsOrigin(origin)))
        {
            yield return $"{place}.Origins: '{origin}' is not an origin; one is http://127.0.0.1:7001.";
        }

        foreach (var audience in client.Grants.Keys.Where(audience => !file.Apis.ContainsKey(audience)))
        {
            yield return $"{place}.Grants: there is no API '{audience}'.";
        }

        foreach (var audience in client.Grants.Where(grant => grant.Value.Count == 0).Select(grant => grant.Key))
        {
            yield return $"{place}.Grants['{audience}']: a grant names at least one scope.";
        }

        foreach (var (audience, scope) in Pairs(client.Grants))
        {
            if (file.Apis.TryGetValue(audience, out var api) && !api.Scopes.ContainsKey(scope))
            {
                yield return $"{place}.Grants['{audience}']: '{scope}' is not a scope of that API.";
            }
        }
    }

    private static IEnumerable<(string Key, string Scope)> Pairs(IReadOnlyDictionary<string, IReadOnlyList<string>> map) =>
        map.SelectMany(entry => entry.Value.Select(scope => (entry.Key, scope)));

    private static bool IsRedirectUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Fragment.Length == 0
        && uri.Scheme is not ("javascript" or "data" or "file");

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == text;
}
