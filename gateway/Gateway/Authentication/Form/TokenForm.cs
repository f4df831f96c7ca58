using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Problems;

namespace Gateway.Authentication.Form;

/// <summary>
/// The gate before any key is touched. In comes whatever stood behind "Bearer"; out goes an <see cref="UnverifiedToken"/> of which every
/// member that is used later has the type that the standards give it, or the fault. It costs no signature and no lookup.
/// <c>jku</c>, <c>x5u</c>, <c>jwk</c> and <c>x5c</c> are never read: a token does not bring its own key (RFC 7515 section 10.1 and 4.1.2 ff.).
/// </summary>
internal static class TokenForm
{
    /// <summary>The end of the year 9999: beyond it dates cannot be computed with.</summary>
    private const double NumericDateMax = 253402300799;

    public static TokenFault? Read(ReadOnlySpan<char> token, [NotNullWhen(true)] out UnverifiedToken? unverified)
    {
        unverified = null;
        if (CompactForm.Split(token, out var parts) is { } fault)
        {
            return fault;
        }

        if (TokenHeader.Read(token[..parts.HeaderLength]) is not { } header
            || StrictJson.ReadObject(parts.Payload) is not { } payload || !IsPayload(payload, out var issuer))
        {
            return TokenFault.Malformed;
        }

        // RFC 9449 section 7.2 and RFC 8705 section 3: a token bound to a key or certificate is worth nothing without the proof.
        if (payload.TryGetProperty("cnf", out _))
        {
            return TokenFault.SenderConstrained;
        }

        unverified = new UnverifiedToken(header, issuer, payload, parts.Signature, parts.SignedLength);
        return null;
    }

    /// <summary>The types of RFC 7519 section 4.1; which of them have to be there is the issuer's rule, except for <c>iss</c>.</summary>
    private static bool IsPayload(JsonElement payload, [NotNullWhen(true)] out string? issuer) =>
        IsText(payload, "iss", out issuer) && issuer is { Length: > 0 }
        && IsText(payload, "sub", out _)
        && IsText(payload, "jti", out _)
        && IsNumericDate(payload, "exp")
        && IsNumericDate(payload, "nbf")
        && IsNumericDate(payload, "iat")
        && IsAudience(payload);

    /// <summary>A string, or absent.</summary>
    public static bool IsText(JsonElement parent, string name, out string? value)
    {
        value = null;
        if (!parent.TryGetProperty(name, out var member))
        {
            return true;
        }

        value = member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        return value is not null;
    }

    /// <summary>A number of seconds since 1970 (RFC 7519 section 2), fractions allowed, or absent.</summary>
    private static bool IsNumericDate(JsonElement payload, string name) =>
        !payload.TryGetProperty(name, out var member)
        || (member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var seconds) && seconds is >= 0 and <= NumericDateMax);

    /// <summary>A string or an array of strings (RFC 7519 section 4.1.3), or absent.</summary>
    private static bool IsAudience(JsonElement payload) =>
        !payload.TryGetProperty("aud", out var audience) || audience.ValueKind switch
        {
            JsonValueKind.String => true,
            JsonValueKind.Array => audience.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String),
            _ => false,
        };
}
