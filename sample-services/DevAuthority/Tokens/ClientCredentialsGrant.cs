using DevAuthority.Scopes;
using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>
/// A machine asks for itself (RFC 6749 section 4.4): it gets what it was granted beforehand, all of it when it names no scope,
/// and no refresh token.
/// </summary>
internal sealed class ClientCredentialsGrant(Registry registry, TokenAnswers answers)
{
    internal IResult Answer(Client client, RequestParameters parameters)
    {
        if (!TargetApi.TryRead(parameters, client, registry, out var api, out var error))
        {
            return error;
        }

        var grant = client.GrantAt(api);
        if (!ScopeList.TryParse(parameters["scope"], out var asked) || !asked.Except(grant).IsEmpty)
        {
            return OAuthError.InvalidScope("A scope is malformed, or this client was not granted it.");
        }

        return answers.ForClient(client, api, asked.IsEmpty ? grant : asked);
    }
}
