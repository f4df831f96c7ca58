using System.Security.Claims;
using System.Text.Json;
using Gateway.Routes;

namespace Gateway;

/// <summary>
/// Who calls, as a verified token says it: what the stages hand each other in <c>HttpContext.User</c>. It exists only for a token whose
/// every check held, and nothing in it changes afterwards.
/// </summary>
internal sealed class CallerIdentity : ClaimsIdentity
{
    public CallerIdentity(
        Issuer issuer, string? subject, string? client, CallerKind kind, IReadOnlySet<string> scopes, string scopeText, JsonElement payload)
        : base(NamedClaims(subject, client, scopeText), "Bearer", nameType: "sub", roleType: "roles")
    {
        Issuer = issuer;
        Subject = subject;
        Client = client;
        Kind = kind;
        Scopes = scopes;
        ScopeText = scopeText;
        Payload = payload;
        TokenId = payload.TryGetProperty("jti", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        IssuedAt = SecondsOf("iat");
        ExpiresAt = SecondsOf("exp");
        NotBefore = SecondsOf("nbf");
        Principal = new ClaimsPrincipal(this);

        double? SecondsOf(string claim) =>
            payload.TryGetProperty(claim, out var time) && time.ValueKind == JsonValueKind.Number && time.TryGetDouble(out var seconds) ? seconds : null;
    }

    /// <summary>The issuer whose key signed the token.</summary>
    public Issuer Issuer { get; }

    /// <summary><c>sub</c>; null when the token has none.</summary>
    public string? Subject { get; }

    /// <summary>The client, from the claim that the issuer's preset names; null when the token has none.</summary>
    public string? Client { get; }

    public CallerKind Kind { get; }

    public IReadOnlySet<string> Scopes { get; }

    /// <summary>The scopes in the token's order, separated by single spaces.</summary>
    public string ScopeText { get; }

    /// <summary><c>jti</c>; null when the token has none.</summary>
    public string? TokenId { get; }

    /// <summary><c>iat</c>, in seconds since 1970; null when the token does not say.</summary>
    public double? IssuedAt { get; }

    /// <summary><c>exp</c>, in seconds since 1970; null when what is said of an opaque token has none.</summary>
    public double? ExpiresAt { get; }

    /// <summary><c>nbf</c>, in seconds since 1970; null when the token does not say.</summary>
    public double? NotBefore { get; }

    /// <summary>What <c>HttpContext.User</c> is: one for all requests of the token.</summary>
    public ClaimsPrincipal Principal { get; }

    /// <summary>The token's payload, a JSON object: every claim as the issuer wrote it.</summary>
    public JsonElement Payload { get; }

    private static IEnumerable<Claim> NamedClaims(string? subject, string? client, string scopes)
    {
        if (subject is not null)
        {
            yield return new Claim("sub", subject);
        }

        if (client is not null)
        {
            yield return new Claim("client_id", client);
        }

        yield return new Claim("scope", scopes);
    }
}
