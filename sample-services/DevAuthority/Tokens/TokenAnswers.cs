using DevAuthority.Scopes;
using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>The one place where tokens leave the authority: every grant ends here, and every token is logged here.</summary>
internal sealed class TokenAnswers(AccessTokens accessTokens, RefreshTokens refreshTokens, ILogger<TokenAnswers> log)
{
    internal TokenAnswer ForUser(string grantType, Grant grant, ScopeList scopes)
    {
        // The implicit grant must not issue refresh tokens (RFC 6749 section 4.2.2).
        var refresh = grant.OfflineAccess && grantType != "implicit";
        var answer = Issue(grantType, grant.Client, grant.Api, scopes, grant);
        return refresh
            ? answer with { RefreshToken = refreshTokens.Issue(grant), Scope = $"{answer.Scope} {ScopeList.OfflineAccess}" }
            : answer;
    }

    internal TokenAnswer ForClient(Client client, Api api, ScopeList scopes) =>
        Issue("client_credentials", client, api, scopes, grant: null);

    private TokenAnswer Issue(string grantType, Client client, Api api, ScopeList scopes, Grant? grant)
    {
        var text = accessTokens.Issue(client, api, scopes, grant, out var token);
        log.Issued(grantType, client.Id, token.Subject, api.Audience, scopes.ToString());
        return new TokenAnswer
        {
            AccessToken = text,
            ExpiresIn = Math.Max(0, (long)client.TokenLifetimeAt(api).TotalSeconds),
            Scope = scopes.ToString(),
        };
    }
}
