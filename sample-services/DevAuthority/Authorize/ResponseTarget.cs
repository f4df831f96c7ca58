using System.Globalization;
using DevAuthority.Pages;
using DevAuthority.Tokens;
using Microsoft.AspNetCore.WebUtilities;

namespace DevAuthority.Authorize;

/// <summary>
/// Where the answer goes: the client's redirect URI, in its query (RFC 6749 section 4.1.2) or, for the implicit grant, in its
/// fragment (section 4.2.2). Every answer carries the state that was sent, and who answers (RFC 9207 section 2).
/// </summary>
internal sealed record ResponseTarget(string RedirectUri, bool InFragment, string? State, string Issuer)
{
    internal SeeOther Code(string code) => Answer(new() { ["code"] = code });

    internal SeeOther Token(TokenAnswer answer) => Answer(new()
    {
        ["access_token"] = answer.AccessToken,
        ["token_type"] = answer.TokenType,
        ["expires_in"] = answer.ExpiresIn.ToString(CultureInfo.InvariantCulture),
        ["scope"] = answer.Scope,
    });

    internal SeeOther Error(OAuthError error) => Answer(new() { ["error"] = error.Code, ["error_description"] = error.Description });

    private SeeOther Answer(Dictionary<string, string?> parameters)
    {
        parameters["state"] = State;
        parameters["iss"] = Issuer;
        return InFragment
            ? new SeeOther($"{RedirectUri}#{QueryHelpers.AddQueryString("", parameters)[1..]}")
            : new SeeOther(QueryHelpers.AddQueryString(RedirectUri, parameters));
    }
}
