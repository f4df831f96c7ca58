using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using DevAuthority.Discovery;
using DevAuthority.Keys;
using DevAuthority.Scopes;
using DevAuthority.Seeds;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DevAuthority.Tokens;

/// <summary>Issues access tokens, and remembers each until it expires, for introspection and revocation.</summary>
internal sealed class AccessTokens(Issuer issuer, SigningKeys keys, TimeProvider clock)
{
    private static readonly Dictionary<string, object> AtJwt = new() { ["typ"] = "at+jwt" }; // RFC 9068 section 2.1

    private readonly ExpiringStore<AccessToken> tokens = new(clock);
    private readonly JsonWebTokenHandler handler = new();

    internal string Issue(Client client, Api api, ScopeList scopes, Grant? grant, out AccessToken token)
    {
        var lifetime = client.TokenLifetimeAt(api);
        var expiresAt = clock.GetUtcNow() + lifetime;
        var key = api.Algorithm is { } algorithm ? keys.Active(algorithm) : null;
        token = new AccessToken
        {
            Id = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16)),
            Issuer = issuer.Value,
            Api = api,
            Client = client,
            Scopes = scopes,
            // A lifetime below zero belongs to a client whose clock is wrong on purpose: its token is an ordinary one, issued long ago.
            IssuedAt = expiresAt - (lifetime > TimeSpan.Zero ? lifetime : api.TokenLifetime),
            ExpiresAt = expiresAt,
            Grant = grant,
            KeyId = key?.Id,
        };

        if (key is null)
        {
            return tokens.Add(token, expiresAt);
        }

        var jwt = handler.CreateToken(JsonSerializer.Serialize(token.Claims()), key.Credentials, AtJwt);
        tokens.Add(jwt, token, expiresAt);
        return jwt;
    }

    /// <summary>Finds it while it is good for anything: issued here, not expired, not revoked, its key not dropped.</summary>
    internal bool TryFindActive(string? text, [NotNullWhen(true)] out AccessToken? token)
    {
        if (tokens.TryFind(text, out token) && !token.IsRevoked && (token.KeyId is null || keys.Publishes(token.KeyId)))
        {
            return true;
        }

        token = null;
        return false;
    }
}
