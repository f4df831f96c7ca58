using DevAuthority.Scopes;
using DevAuthority.Seeds;
using DevAuthority.Start;

namespace DevAuthority.Discovery;

/// <summary>The authorization server metadata (RFC 8414 section 2).</summary>
internal static class Metadata
{
    private static readonly string[] ConfidentialMethods = ["client_secret_basic", "client_secret_post"];
    private static readonly string[] AllMethods = [.. ConfidentialMethods, "none"];

    internal static IResult Of(Issuer issuer, AuthorityOptions options, Registry registry)
    {
        var metadata = new Dictionary<string, object>
        {
            ["issuer"] = issuer.Value,
            ["authorization_endpoint"] = issuer.Endpoint("/authorize"),
            ["token_endpoint"] = issuer.Endpoint("/oauth/token"),
            ["introspection_endpoint"] = issuer.Endpoint("/oauth/introspect"),
            ["revocation_endpoint"] = issuer.Endpoint("/oauth/revoke"),
            ["jwks_uri"] = issuer.Endpoint("/jwks"),
            ["service_documentation"] = issuer.Endpoint("/"),
            ["scopes_supported"] = registry.Apis.SelectMany(api => api.Scopes).Append(ScopeList.OfflineAccess),
            ["response_types_supported"] = options.AllowImplicit ? ["code", "token"] : new[] { "code" },
            ["response_modes_supported"] = options.AllowImplicit ? ["query", "fragment"] : new[] { "query" },
            ["grant_types_supported"] = GrantTypes(options),
            ["code_challenge_methods_supported"] = new[] { "S256" },
            ["token_endpoint_auth_methods_supported"] = AllMethods,
            ["introspection_endpoint_auth_methods_supported"] = ConfidentialMethods,
            ["revocation_endpoint_auth_methods_supported"] = AllMethods,
            ["prompt_values_supported"] = new[] { "none", "login", "consent" },
            ["acr_values_supported"] = AuthenticationLevel.All, // OpenID Connect Discovery 1.0 section 3
            ["subject_types_supported"] = new[] { "public" },
            ["authorization_response_iss_parameter_supported"] = true, // RFC 9207 section 3
        };
        if (options.AllowImplicit)
        {
            // Ours, not the RFC's: a reader sees at once that this is not the way to go.
            metadata["legacy_response_types"] = new[] { "token" };
        }

        return Results.Json(metadata);
    }

    private static string[] GrantTypes(AuthorityOptions options)
    {
        string[] types = ["authorization_code", "refresh_token", "client_credentials"];
        return options.AllowImplicit ? [.. types, "implicit"] : types;
    }
}
