using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gateway.Downstream;

/// <summary>
/// Who calls, as the gateway verified it. Take it as a parameter of an endpoint: <c>app.MapGet("/", (GatewayUser user) => …)</c>.
/// It is read from the plain <see cref="ClaimHeaders"/>, which are worth as much as the network between gateway and service:
/// keep the service unreachable except through the gateway.
/// </summary>
public sealed class GatewayUser
{
    private GatewayUser(string caller, string? subject, string? client, string? issuer, string scopes, JsonElement claims)
    {
        Caller = caller;
        Subject = subject;
        Client = client;
        Issuer = issuer;
        Scopes = scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
        Claims = claims;
    }

    /// <summary><c>user</c>, <c>machine</c> or <c>unknown</c>.</summary>
    public string Caller { get; }

    /// <summary>A person stands behind the call, through an application.</summary>
    public bool IsUser => Caller == "user";

    /// <summary>The client calls on its own behalf; no user is involved.</summary>
    public bool IsMachine => Caller == "machine";

    /// <summary>The token's <c>sub</c>; null when the token had none.</summary>
    public string? Subject { get; }

    /// <summary>The OAuth client that brought the token; null when the token names none.</summary>
    public string? Client { get; }

    /// <summary>The token's issuer.</summary>
    public string? Issuer { get; }

    /// <summary>The token's scopes; compared exactly, case included (RFC 6749 section 3.3).</summary>
    public FrozenSet<string> Scopes { get; }

    /// <summary>A JSON object with the further claims the API is configured to receive; empty when there are none.</summary>
    public JsonElement Claims { get; }

    /// <summary>The string values of a claim that is a string or an array of strings; empty when the claim is absent.</summary>
    public IReadOnlyList<string> Values(string claim) =>
        !Claims.TryGetProperty(claim, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]
        : [];

    /// <summary>
    /// Reads the caller from a request. Null when the gateway named none: the operation is public, or the request did not come
    /// through the gateway, as one with headers that the gateway would never write did not.
    /// </summary>
    public static GatewayUser? From(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers[ClaimHeaders.Caller] is not [{ } caller] || HasOneTwice(request) || ReadClaims(request) is not { } claims)
        {
            return null;
        }

        return new GatewayUser(
            caller,
            Plain(ClaimHeaders.Subject) ?? Carried("sub"),
            Plain(ClaimHeaders.Client) ?? Carried("client_id"),
            Plain(ClaimHeaders.Issuer) ?? Carried("iss"),
            Plain(ClaimHeaders.Scopes) ?? Carried("scope") ?? "",
            claims);

        string? Plain(string header) => request.Headers[header] is [{ } value] ? value : null;

        string? Carried(string claim) =>
            claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>Binds a parameter of a minimal API endpoint. Declare it <c>GatewayUser?</c> on an operation that is public.</summary>
    public static ValueTask<GatewayUser?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(From(context.Request));
    }

    private static bool HasOneTwice(HttpRequest request) =>
        request.Headers.Any(header => header.Value.Count > 1 && header.Key.StartsWith(ClaimHeaders.Prefix, StringComparison.OrdinalIgnoreCase));

    private static JsonElement? ReadClaims(HttpRequest request)
    {
        if (request.Headers[ClaimHeaders.Claims] is not [{ } encoded])
        {
            return JsonElement.Parse("{}"u8);
        }

        try
        {
            var claims = JsonElement.Parse(Base64Url.DecodeFromChars(encoded));
            return claims.ValueKind == JsonValueKind.Object ? claims : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return null;
        }
    }
}
