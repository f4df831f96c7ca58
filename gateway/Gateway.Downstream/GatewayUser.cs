using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Gateway.Downstream;

/// <summary>
/// Who calls, as the gateway verified it. Take it as a parameter of an endpoint: <c>app.MapGet("/", (GatewayUser user) => …)</c>. It is
/// made from a verified <see cref="ClaimHeaders.Assertion"/>, or from the plain headers where
/// <see cref="GatewayIdentityOptions.TrustNetwork"/> says so.
/// </summary>
public sealed class GatewayUser
{
    internal GatewayUser(string caller, string? subject, string? client, string? issuer, string scopes, JsonElement claims)
    {
        Caller = caller;
        Subject = subject;
        Client = client;
        Issuer = issuer;
        ScopeText = scopes;
        Scopes = scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
        Claims = claims;
    }

    /// <summary><c>user</c>, <c>machine</c> or <c>unknown</c>.</summary>
    public string Caller { get; }

    /// <summary>A person stands behind the call, through an application.</summary>
    public bool IsUser => Caller == "user";

    /// <summary>The client calls on its own behalf; no user is involved.</summary>
    public bool IsMachine => Caller == "machine";

    /// <summary>The token's <c>sub</c> (RFC 7519 section 4.1.2); null when the token had none.</summary>
    public string? Subject { get; }

    /// <summary>The OAuth client that brought the token (<c>client_id</c>, RFC 9068 section 2.2); null when the token names none.</summary>
    public string? Client { get; }

    /// <summary>
    /// The issuer of the token that the gateway verified (<c>iss</c>, RFC 7519 section 4.1.1): a subject is somebody only together with it.
    /// </summary>
    public string? Issuer { get; }

    /// <summary>
    /// The token's scopes, without those that the gateway's policy counts as implied; compared exactly, case included (RFC 6749 section
    /// 3.3).
    /// </summary>
    public FrozenSet<string> Scopes { get; }

    /// <summary>
    /// A JSON object with the further claims the API is configured to receive, each exactly as in the token; empty when there are none.
    /// </summary>
    public JsonElement Claims { get; }

    /// <summary>The scopes as they came.</summary>
    internal string ScopeText { get; }

    /// <summary>Whether the token has this scope; compared exactly, case included (RFC 6749 section 3.3).</summary>
    public bool HasScope(string scope) => Scopes.Contains(scope);

    /// <summary>The string values of a claim that is a string or an array of strings; empty when the claim is absent.</summary>
    public IReadOnlyList<string> Values(string claim) =>
        !Claims.TryGetProperty(claim, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]
        : [];

    /// <summary>The caller in a principal, such as a controller's <c>User</c>; null when the gateway named none.</summary>
    public static GatewayUser? From(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return principal.Identities.OfType<GatewayClaimsIdentity>().FirstOrDefault()?.Caller;
    }

    /// <summary>
    /// Binds a parameter of a minimal API endpoint. Declare it <c>GatewayUser?</c> on an operation that is public: there it is null. Asks
    /// the scheme <see cref="GatewayIdentity.Scheme"/> where it is not the one that authenticated the request.
    /// </summary>
    /// <exception cref="InvalidOperationException">The service did not call <see cref="GatewayIdentity.AddGatewayIdentity"/>.</exception>
    public static async ValueTask<GatewayUser?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return From(context.User)
            ?? ((await context.AuthenticateAsync(GatewayIdentity.Scheme)).Principal is { } principal ? From(principal) : null);
    }
}
