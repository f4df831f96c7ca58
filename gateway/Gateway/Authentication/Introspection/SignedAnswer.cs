using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Authentication.Introspection;

/// <summary>
/// An answer as a JWT (RFC 9701 section 5): signed by the issuer, for this gateway, just now; the answer itself is the object in
/// <c>token_introspection</c>. It is evidence between two servers and never an access token (section 8.1).
/// </summary>
internal sealed class SignedAnswer(TrustedIssuer trusted, string clientId)
{
    /// <summary>The response's media type, and without <c>application/</c> the JWT's <c>typ</c>.</summary>
    public const string MediaType = "application/token-introspection+jwt";

    /// <summary>Besides the clock skew. An answer is made for one question; an older one was kept and played back.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(60);

    private readonly JsonWebTokenHandler library = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 1024 * 1024 };

    /// <summary>Null when it is not to be believed.</summary>
    public async Task<JsonElement?> ReadAsync(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (Parse(body, out var jwt) is not { } payload
            || !TokenType.IsAccepted(jwt.Typ, ["token-introspection+jwt"])
            || jwt.TryGetHeaderValue<object>("crit", out _)
            || !trusted.Keys.Available)
        {
            return null;
        }

        if (trusted.Keys.Find(jwt.Kid).IsEmpty)
        {
            await trusted.Keys.RefreshForUnknownKeyAsync(jwt.Kid, CancellationToken.None);
        }

        var parameters = trusted.Parameters.Clone();
        parameters.ValidateAudience = true;
        parameters.ValidAudience = clientId;
        parameters.IgnoreTrailingSlashWhenValidatingAudience = false;
        var verified = await library.ValidateTokenAsync(jwt, parameters);
        return verified.IsValid
            && IsFresh(payload, now)
            && payload.TryGetProperty("token_introspection", out var answer)
            && answer.ValueKind == JsonValueKind.Object ? answer : null;
    }

    private bool IsFresh(JsonElement payload, DateTimeOffset now) =>
        payload.TryGetProperty("iat", out var iat)
        && iat.ValueKind == JsonValueKind.Number
        && iat.TryGetDouble(out var issued)
        && Math.Abs((now.ToUnixTimeMilliseconds() / 1000.0) - issued) <= (AgeMax + trusted.Issuer.ClockSkew).TotalSeconds;

    private static JsonElement? Parse(ReadOnlyMemory<byte> body, out JsonWebToken jwt)
    {
        jwt = null!;
        try
        {
            jwt = new JsonWebToken(Encoding.ASCII.GetString(body.Span));
            return jwt.IsEncrypted ? null : IntrospectionAnswer.Parse(Base64Url.DecodeFromChars(jwt.EncodedPayload));
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or JsonException)
        {
            return null;
        }
    }
}
