using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>What the token, introspection and revocation endpoints share: a readable body from a client that proved who it is.</summary>
internal static class AuthenticatedRequest
{
    internal static async Task<IResult> ReadAsync(
        HttpRequest request, ClientAuthentication authentication, Func<Client, RequestParameters, IResult> answer)
    {
        if (await RequestBody.ReadAsync(request) is not { } parameters)
        {
            return OAuthError.InvalidRequest("The body is a form, or a JSON object of strings.");
        }

        if (parameters.HasRepeated)
        {
            return OAuthError.InvalidRequest("A parameter is sent twice.");
        }

        return authentication.TryAuthenticate(request, parameters, out var client, out var error) ? answer(client, parameters) : error;
    }
}
