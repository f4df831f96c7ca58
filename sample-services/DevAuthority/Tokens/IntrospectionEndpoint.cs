using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>
/// <c>POST /oauth/introspect</c> (RFC 7662): a resource server asks what an access token is worth. Whatever is not a live access
/// token, a refresh token included, is <c>{"active":false}</c> and nothing more (section 2.2).
/// </summary>
internal static class IntrospectionEndpoint
{
    private static readonly OAuthError NotAllowed =
        new("unauthorized_client", "This client may not introspect.", StatusCodes.Status403Forbidden);

    internal static RouteHandlerBuilder MapIntrospection(this WebApplication app) => app.MapPost(
        "/oauth/introspect",
        (HttpRequest request, ClientAuthentication authentication, AccessTokens tokens) =>
            AuthenticatedRequest.ReadAsync(request, authentication, (caller, parameters) => Answer(caller, parameters, tokens)));

    private static IResult Answer(Client caller, RequestParameters parameters, AccessTokens tokens)
    {
        if (!caller.MayIntrospect)
        {
            return NotAllowed;
        }

        if (parameters["token"] is not { } text)
        {
            return OAuthError.InvalidRequest("token is required.");
        }

        var answer = new Dictionary<string, object> { ["active"] = false };
        if (tokens.TryFindActive(text, out var token))
        {
            answer = new() { ["active"] = true, ["token_type"] = "Bearer" };
            foreach (var (name, value) in token.Claims())
            {
                answer[name] = value;
            }
        }

        return Results.Json(answer);
    }
}
