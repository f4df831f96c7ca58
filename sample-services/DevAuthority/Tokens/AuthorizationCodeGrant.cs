using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>Exchanges a code for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.6).</summary>
internal sealed class AuthorizationCodeGrant(
    AuthorizationCodes codes, TokenAnswers answers, TimeProvider clock, ILogger<AuthorizationCodeGrant> log)
{
    // One text for every reason, so that a thief learns nothing about a code.
    private static readonly OAuthError NotGood = OAuthError.InvalidGrant("The code is unknown, expired, used, or not for this request.");

    internal IResult Answer(Client client, RequestParameters parameters)
    {
        // 1. Is the request whole? Checked before the code is touched, so that a slip does not cost it.
        if (parameters["code"] is null || parameters["redirect_uri"] is null || !CodeVerifier.IsVerifier(parameters["code_verifier"]))
        {
            return OAuthError.InvalidRequest("code, redirect_uri and code_verifier (43 to 128 characters) are required.");
        }

        // 2. Is it a code of this client?
        if (!codes.TryFind(parameters["code"], out var code) || code.Grant.Client != client)
        {
            return NotGood;
        }

        // 3. Is this its first use? It is spent now, whatever follows, so that a verifier cannot be guessed. A second use means that
        //    two parties hold the code: what the first got is revoked (RFC 6749 section 4.1.2).
        if (!code.TryUse())
        {
            code.Grant.Revoke();
            log.Replayed("code", client.Id);
            return NotGood;
        }

        // 4. Does it come in time, for the same redirect, from whoever started the flow?
        if (code.ExpiresAt <= clock.GetUtcNow() || code.RedirectUri != parameters["redirect_uri"]
            || !CodeVerifier.Proves(parameters["code_verifier"]!, code.CodeChallenge))
        {
            return NotGood;
        }

        // 5. Is it still the API the user was asked about?
        return TargetApi.IsStill(code.Grant.Api, parameters)
            ? answers.ForUser("authorization_code", code.Grant, code.Grant.Scopes)
            : OAuthError.InvalidTarget("The code is for another API.");
    }
}
