using DevAuthority.Scopes;
using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>What an access token says, whether it is written in the token (JWT) or only known here (opaque).</summary>
internal sealed class AccessToken
{
    private volatile bool revoked;

    internal required string Id { get; init; }

    internal required string Issuer { get; init; }

    internal required Api Api { get; init; }

    internal required Client Client { get; init; }

    internal required ScopeList Scopes { get; init; }

    internal required DateTimeOffset IssuedAt { get; init; }

    internal required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null when no user takes part: the client acts for itself.</summary>
    internal Grant? Grant { get; init; }

    /// <summary>The key that signed it; null for an opaque one.</summary>
    internal string? KeyId { get; init; }

    /// <summary>The user, or the client where there is none (RFC 9068 section 2.2). A seed rule keeps their names apart.</summary>
    internal string Subject => Grant?.User.Name ?? Client.Id;

    internal bool IsRevoked => revoked || Grant is { IsRevoked: true };

    internal void Revoke() => revoked = true;

    /// <summary>The claims of RFC 9068 section 2.2; for a user also when and how well they signed in, the email and the roles.</summary>
    internal Dictionary<string, object> Claims()
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["aud"] = Api.Audience,
            ["sub"] = Subject,
            ["client_id"] = Client.Id,
            ["scope"] = Scopes.ToString(),
            ["iat"] = IssuedAt.ToUnixTimeSeconds(),
            ["exp"] = ExpiresAt.ToUnixTimeSeconds(),
            ["jti"] = Id,
        };
        if (Grant is not null)
        {
            claims["auth_time"] = Grant.SignIn.At.ToUnixTimeSeconds();
            claims["acr"] = Grant.SignIn.Level;
            claims["email"] = Grant.User.Email;
            claims["https://example.com/roles"] = Grant.User.Roles;
        }

        return claims;
    }
}
