using System.Text.Json;
using Gateway.Downstream.Refusals;

namespace Gateway.Downstream.Assertions;

/// <summary>
/// What an assertion says, well formed and with every member of the type that it has to have. Nothing here was signed by anyone as far as
/// we know: it names a key, and is believed after that key has verified it.
/// </summary>
internal sealed record Assertion(
    string KeyId, string Issuer, string Audience, long IssuedAt, long Expires, string? Method, string? Path, GatewayUser Caller)
{
    private const int KeyIdLengthMax = 256;

    /// <summary>The end of the year 9999: beyond it dates cannot be computed with.</summary>
    private const long NumericDateMax = 253402300799;

    private static readonly JsonElement NoClaims = JsonElement.Parse("{}"u8);

    /// <summary>The assertion, or why it is none.</summary>
    public static (Assertion? Assertion, Refusal? Refusal) Read(string text)
    {
        if (!CompactForm.TrySplit(text, out var headerBytes, out var payloadBytes)
            || StrictJson.ReadObject(headerBytes) is not { } header
            || StrictJson.ReadObject(payloadBytes) is not { } payload
            || !header.TryText("typ", out var type) || !header.TryText("alg", out var algorithm)
            || !header.TryText("kid", out var keyId) || keyId is null or { Length: 0 or > KeyIdLengthMax })
        {
            return (null, Refusal.Malformed);
        }

        // RFC 7515 section 4.1.11: what "crit" names has to be understood, and there is nothing that we understand.
        // "jwk", "jku", "x5c" and "x5u" are never read: an assertion does not bring its own key.
        return header.TryGetProperty("crit", out _) ? (null, Refusal.Critical)
            : type != ClaimHeaders.AssertionType ? (null, Refusal.WrongType)
            : algorithm != "ES256" ? (null, Refusal.WrongAlgorithm)
            : Read(keyId, payload) is { } assertion ? (assertion, null)
            : (null, Refusal.Malformed);
    }

    private static Assertion? Read(string keyId, JsonElement payload) =>
        payload.TryText("iss", out var issuer) && issuer is not null
        && payload.TryText("aud", out var audience) && audience is not null
        && TryDate(payload, "iat", out var issuedAt)
        && TryDate(payload, "exp", out var expires)
        && payload.TryText("jti", out var id) && id is not null
        && payload.TryText("sub", out var subject)
        && payload.TryText("client_id", out var client)
        && payload.TryText("caller", out var caller) && caller is "user" or "machine" or "unknown"
        && payload.TryText("scope", out var scope) && scope is not null
        && payload.TryText("iss_orig", out var originalIssuer) && originalIssuer is not null
        && payload.TryText("htm", out var method)
        && payload.TryText("htu", out var path)
        && TryClaims(payload, out var claims)
            ? new(keyId, issuer, audience, issuedAt, expires, method, path, new(caller, subject, client, originalIssuer, scope, claims))
            : null;

    /// <summary>A whole number of seconds since 1970, which RFC 7519 section 2 allows and the gateway writes.</summary>
    private static bool TryDate(JsonElement payload, string name, out long seconds)
    {
        seconds = 0;
        return payload.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number
            && member.TryGetInt64(out seconds) && seconds is >= 0 and <= NumericDateMax;
    }

    private static bool TryClaims(JsonElement payload, out JsonElement claims)
    {
        if (!payload.TryGetProperty("claims", out claims))
        {
            claims = NoClaims;
        }

        return claims.ValueKind == JsonValueKind.Object;
    }
}
