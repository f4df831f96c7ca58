using System.Buffers.Text;
using System.Text.Json;
using Gateway.Downstream.Refusals;
using Microsoft.AspNetCore.Http;

namespace Gateway.Downstream.Assertions;

/// <summary>
/// Reads the caller from the plain <see cref="ClaimHeaders"/>, which are worth as much as the network between gateway and service. A value
/// that is no short visible ASCII has no header and travels in <see cref="ClaimHeaders.Claims"/>.
/// </summary>
internal static class PlainHeaders
{
    private static readonly JsonElement NoClaims = JsonElement.Parse("{}"u8);

    public static Verdict Read(HttpRequest request)
    {
        // The gateway writes each once: what has one twice, or claims that cannot be read, it did not write.
        if (request.Headers.Any(header => header.Value.Count > 1 && IsOurs(header.Key)) || ReadClaims(request) is not { } claims)
        {
            return Refusal.MalformedHeaders;
        }

        if (Plain(ClaimHeaders.Caller) is not { } caller)
        {
            return Refusal.NoCaller;
        }

        return new GatewayUser(
            caller,
            Plain(ClaimHeaders.Subject) ?? Carried("sub"),
            Plain(ClaimHeaders.Client) ?? Carried("client_id"),
            Plain(ClaimHeaders.Issuer) ?? Carried("iss"),
            Plain(ClaimHeaders.Scopes) ?? Carried("scope") ?? "",
            claims);

        string? Plain(string header) => request.Headers[header] is [{ } value] ? value : null;

        string? Carried(string claim) => claims.TryText(claim, out var text) ? text : null;
    }

    private static bool IsOurs(string header) => header.StartsWith(ClaimHeaders.Prefix, StringComparison.OrdinalIgnoreCase);

    private static JsonElement? ReadClaims(HttpRequest request)
    {
        if (request.Headers[ClaimHeaders.Claims] is not [{ } encoded])
        {
            return NoClaims;
        }

        return Base64Url.IsValid(encoded) ? StrictJson.ReadObject(Base64Url.DecodeFromChars(encoded)) : null;
    }
}
