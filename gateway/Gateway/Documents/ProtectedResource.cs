using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Documents;

/// <summary>
/// The metadata of a protected resource (RFC 9728 section 2): by it a client finds out, from a 401 alone, where to get a token and with
/// which scopes.
/// </summary>
/// <param name="Resource">The address that clients call (section 3.3): of the gateway, or of one API.</param>
/// <param name="AuthorizationServers">The issuers whose tokens are accepted there (RFC 8414 section 2).</param>
/// <param name="ScopesSupported">The scopes that its operations ask for.</param>
/// <param name="BearerMethodsSupported">The header alone (RFC 6750 section 2.1).</param>
internal sealed record ProtectedResource(
    string Resource,
    ImmutableArray<string> AuthorizationServers,
    ImmutableArray<string> ScopesSupported,
    ImmutableArray<string> BearerMethodsSupported)
{
    /// <param name="gateway">Where clients see the gateway.</param>
    /// <param name="api">Null: all of them together.</param>
    public static ProtectedResource Of(RouteTable table, string gateway, Api? api)
    {
        var tokens = table.Operations
            .Where(operation => api is null || ReferenceEquals(operation.Api, api))
            .Select(operation => operation.Requirement)
            .OfType<Requirement.Token>()
            .ToList();
        var scopes = tokens
            .SelectMany(token => token.Scopes?.Alternatives ?? [])
            .SelectMany(alternative => alternative)
            .Select(scope => scope.Name)
            .ToHashSet(StringComparer.Ordinal);
        return new(
            gateway + api?.Prefix,
            [.. table.Issuers.Where(issuer => tokens.Any(token => Accepts(token, issuer))).Select(issuer => issuer.Identifier)],
            [.. table.Scopes.Select(scope => scope.Name).Where(scopes.Contains)],
            ["header"]);
    }

    private static bool Accepts(Requirement.Token token, Issuer issuer) =>
        token.Issuers.IsEmpty || token.Issuers.Contains(issuer.Name, StringComparer.Ordinal);
}
