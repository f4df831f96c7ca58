using DevAuthority.Keys;
using DevAuthority.Seeds;

namespace DevAuthority.Discovery;

/// <summary>What clients and resource servers find out by themselves: the metadata (RFC 8414) and the public keys (RFC 7517).</summary>
internal static class DiscoveryEndpoints
{
    internal static RouteGroupBuilder MapDiscovery(this WebApplication app)
    {
        var group = app.MapGroup("");

        // Issues no ID tokens; the OpenID address is here because JWT libraries look for the keys there.
        group.MapGet("/.well-known/openid-configuration", Metadata.Of);
        group.MapGet("/.well-known/oauth-authorization-server", Metadata.Of);
        group.MapGet("/jwks", (SigningKeys keys) => Results.Json(new { keys = keys.Published.Select(Jwk) }));
        return group;
    }

    // Member by member, so that only public ones can ever be written.
    private static object Jwk(SigningKey key) => key.Algorithm == SigningAlgorithm.RS256
        ? new { kty = key.Public.Kty, use = "sig", alg = key.Algorithm.ToString(), kid = key.Id, n = key.Public.N, e = key.Public.E }
        : new
        {
            kty = key.Public.Kty,
            use = "sig",
            alg = key.Algorithm.ToString(),
            kid = key.Id,
            crv = key.Public.Crv,
            x = key.Public.X,
            y = key.Public.Y,
        };
}
