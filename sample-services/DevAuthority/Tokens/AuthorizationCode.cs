namespace DevAuthority.Tokens;

/// <summary>An authorization code: what it will be exchanged for, and what the exchange has to show.</summary>
internal sealed class AuthorizationCode(Grant grant, string redirectUri, string codeChallenge, DateTimeOffset expiresAt) : OneTime
{
    internal Grant Grant => grant;

    internal string RedirectUri => redirectUri;

    internal string CodeChallenge => codeChallenge;

    internal DateTimeOffset ExpiresAt => expiresAt;
}
