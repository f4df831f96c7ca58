using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>
/// <c>POST /oauth/revoke</c> (RFC 7009). A refresh token takes its whole grant along, an access token only itself. An unknown token
/// is answered like a revoked one (section 2.2); a token of another client is refused (section 2.1).
/// </summary>
internal static class RevocationEndpoint
{
    internal static RouteHandlerBuilder MapRevocation(this WebApplication app) => app.MapPost(
        "/oauth/revoke",
        (HttpRequest request, ClientAuthentication authentication, AccessTokens accessTokens, RefreshTokens refreshTokens) =>
            AuthenticatedRequest.ReadAsync(
                request, authentication, (caller, parameters) => Answer(caller, parameters["token"], accessTokens, refreshTokens)));

    private static IResult Answer(Client caller, string? text, AccessTokens accessTokens, RefreshTokens refreshTokens)
    {
        if (text is null)
        {
            return OAuthError.InvalidRequest("token is required.");
        }

        if (refreshTokens.TryFind(text, out var refreshToken))
        {
            return Revoke(caller, refreshToken.Grant.Client, refreshToken.Grant.Revoke);
        }

        return accessTokens.TryFindActive(text, out var accessToken)
            ? Revoke(caller, accessToken.Client, accessToken.Revoke)
            : Results.Ok();
    }

    private static IResult Revoke(Client caller, Client owner, Action revoke)
    {
        if (caller != owner)
        {
            return OAuthError.InvalidGrant("The token was issued to another client.");
        }

        revoke();
        return Results.Ok();
    }
}
