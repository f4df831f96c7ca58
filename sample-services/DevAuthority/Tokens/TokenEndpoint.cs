using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary><c>POST /oauth/token</c> (RFC 6749 section 3.2).</summary>
internal static class TokenEndpoint
{
    internal static RouteHandlerBuilder MapToken(this WebApplication app) => app.MapPost("/oauth/token", AnswerAsync);

    private static async Task<IResult> AnswerAsync(
        HttpRequest request,
        ClientAuthentication authentication,
        AuthorizationCodeGrant code,
        RefreshTokenGrant refresh,
        ClientCredentialsGrant machine,
        ILogger<TokenAnswers> log)
    {
        Client? client = null;
        var result = await AuthenticatedRequest.ReadAsync(request, authentication, (caller, parameters) =>
        {
            client = caller;
            return parameters["grant_type"] switch
            {
                null => OAuthError.InvalidRequest("grant_type is required."),
                "authorization_code" when caller.MayUse("authorization_code") => code.Answer(caller, parameters),
                "refresh_token" when caller.OfflineAccess => refresh.Answer(caller, parameters),
                "client_credentials" when caller.MayUse("client_credentials") => machine.Answer(caller, parameters),
                "authorization_code" or "refresh_token" or "client_credentials" =>
                    OAuthError.UnauthorizedClient("This client may not use this grant."),
                _ => OAuthError.UnsupportedGrantType(),
            };
        });
        if (result is OAuthError refusal)
        {
            log.Refused("/oauth/token", client?.Id ?? "not authenticated", refusal.Code);
        }

        return result;
    }
}
