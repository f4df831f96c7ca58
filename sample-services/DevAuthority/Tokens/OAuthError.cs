using System.Text.Json.Serialization;

namespace DevAuthority.Tokens;

/// <summary>
/// A refusal in OAuth's words (RFC 6749 sections 4.1.2.1 and 5.2). As a result it is the JSON answer of the token endpoint and
/// its neighbours. A description holds neither quotes nor backslashes, which its grammar excludes, nor anything a stranger sent
/// that has not been checked.
/// </summary>
internal sealed record OAuthError(
    [property: JsonPropertyName("error")] string Code,
    [property: JsonPropertyName("error_description")] string Description,
    [property: JsonIgnore] int Status = StatusCodes.Status400BadRequest) : IResult
{
    internal static OAuthError InvalidRequest(string description) => new("invalid_request", description);

    internal static OAuthError InvalidClient() =>
        new("invalid_client", "The client is unknown or did not prove who it is.", StatusCodes.Status401Unauthorized);

    internal static OAuthError InvalidGrant(string description) => new("invalid_grant", description);

    internal static OAuthError InvalidScope(string description) => new("invalid_scope", description);

    /// <summary>RFC 8707 section 2: the API asked for is missing, unknown, or not for this client.</summary>
    internal static OAuthError InvalidTarget(string description) => new("invalid_target", description);

    internal static OAuthError UnauthorizedClient(string description) => new("unauthorized_client", description);

    internal static OAuthError UnsupportedGrantType() =>
        new("unsupported_grant_type", "grant_type is authorization_code, refresh_token or client_credentials.");

    internal static OAuthError UnsupportedResponseType() => new("unsupported_response_type", "Ask for response_type=code.");

    internal static OAuthError AccessDenied(string description) => new("access_denied", description);

    /// <summary>OpenID Connect Core section 3.1.2.6: <c>prompt=none</c>, but nobody is signed in.</summary>
    internal static OAuthError LoginRequired() => new("login_required", "The user has to sign in.");

    /// <summary>OpenID Connect Core Error Code unmet_authentication_requirements 1.0: no level that was asked for can be reached.</summary>
    internal static OAuthError UnmetAuthenticationRequirements() =>
        new("unmet_authentication_requirements", "This user cannot sign in at a level that was asked for (acr_values).");

    /// <summary>OpenID Connect Core section 3.1.2.6: <c>prompt=none</c>, but the user has not consented.</summary>
    internal static OAuthError ConsentRequired() => new("consent_required", "The user has to be asked.");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (Status == StatusCodes.Status401Unauthorized)
        {
            httpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"DevAuthority\", charset=\"UTF-8\"";
        }

        return httpContext.Response.WriteAsJsonAsync(this, httpContext.RequestAborted);
    }
}
