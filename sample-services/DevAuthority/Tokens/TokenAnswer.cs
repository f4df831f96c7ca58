using System.Text.Json.Serialization;

namespace DevAuthority.Tokens;

/// <summary>The successful answer of the token endpoint (RFC 6749 section 5.1).</summary>
internal sealed record TokenAnswer : IResult
{
    [JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    [JsonPropertyName("token_type")]
    public string TokenType { get; } = "Bearer";

    [JsonPropertyName("expires_in")]
    public required long ExpiresIn { get; init; }

    /// <summary>What was granted, with <c>offline_access</c> where a refresh token comes along.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    [JsonPropertyName("refresh_token")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Pragma = "no-cache";
        return httpContext.Response.WriteAsJsonAsync(this, httpContext.RequestAborted);
    }
}
