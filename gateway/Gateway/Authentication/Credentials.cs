using Gateway.Problems;

namespace Gateway.Authentication;

/// <summary>
/// Where the token is: once, in the Authorization header (RFC 6750 section 2.1). A token in the query ends up in logs and histories and is
/// refused (RFC 9700 section 4.3.2); bodies are not read for one.
/// </summary>
internal static class Credentials
{
    private const string Scheme = "Bearer ";

    /// <summary>
    /// No token and no problem: there are no credentials, or of a scheme that is not ours; the challenge says what is (RFC 6750 section 3.1).
    /// </summary>
    public static (string? Token, Problem? Refused) Read(HttpRequest request)
    {
        var authorization = request.Headers.Authorization;
        return authorization.Count > 1 || request.Query.ContainsKey("access_token") ? (null, new Problem(Refusal.InvalidRequest))
            : authorization is [{ } field] && field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? (field[Scheme.Length..].Trim(' '), null)
            : (null, null);
    }
}
