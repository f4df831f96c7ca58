using DevAuthority.Scopes;
using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>Exchanges a refresh token for new tokens (RFC 6749 section 6), a new refresh token among them.</summary>
internal sealed class RefreshTokenGrant(RefreshTokens tokens, TokenAnswers answers, ILogger<RefreshTokenGrant> log)
{
    private static readonly OAuthError NotGood = OAuthError.InvalidGrant("The refresh token is unknown, expired, used or revoked.");

    internal IResult Answer(Client client, RequestParameters parameters)
    {
        // 1. Is the request whole?
        if (parameters["refresh_token"] is not { } text)
        {
            return OAuthError.InvalidRequest("refresh_token is required.");
        }

        // 2. Is it a live token of this client?
        if (!tokens.TryFind(text, out var token) || token.Grant.Client != client || token.Grant.IsRevoked)
        {
            return NotGood;
        }

        // 3. Does it ask for no more than was granted? Before the token is spent, so that a slip does not cost it.
        var granted = token.Grant.Scopes;
        if (!ScopeList.TryParse(parameters["scope"], out var asked) || !asked.Except(granted).Where(IsOfApi).IsEmpty)
        {
            return OAuthError.InvalidScope("More than was granted; refreshing can only narrow.");
        }

        if (!TargetApi.IsStill(token.Grant.Api, parameters))
        {
            return OAuthError.InvalidTarget("The refresh token is for another API.");
        }

        // 4. Is this its first use? Else it was stolen, before or after: the whole family ends (RFC 9700 section 4.14.2).
        if (!token.TryUse())
        {
            token.Grant.Revoke();
            log.Replayed("refresh token", client.Id);
            return NotGood;
        }

        var narrowed = asked.Where(IsOfApi);
        return answers.ForUser("refresh_token", token.Grant, narrowed.IsEmpty ? granted : narrowed);
    }

    private static bool IsOfApi(string scope) => scope != ScopeList.OfflineAccess;
}
