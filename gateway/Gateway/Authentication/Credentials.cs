using Gateway.Problems;

namespace Gateway.Authentication;

/// <summary>
/// Where the token is: once, in the Authorization header (RFC 6750 section 2.1). A token in the query ends up in logs and histories and is
/// refused (RFC 9700 section 4.3.2); bodies are not read for one.
/// </summary>
internal static class Credentials
{
    private const string Scheme = "Bearer ";

    private static readonly Problem InTheWrongPlace = new(Refusal.InvalidRequest);

    /// <summary>Null, unless what was sent cannot be credentials.</summary>
    /// <param name="authorization">
    /// The header that has the token. Null: there are no credentials, or of a scheme that is not ours; the challenge says what is (RFC 6750 section 3.1).
    /// </param>
    public static Problem? Read(HttpRequest request, out string? authorization)
    {
        authorization = null;
        var lines = request.Headers.Authorization;
        if (lines.Count > 1 || (request.QueryString.HasValue && request.Query.ContainsKey("access_token")))
        {
            return InTheWrongPlace;
        }

        if (lines is [{ } line] && line.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            authorization = line;
        }

        return null;
    }

    public static ReadOnlyMemory<char> TokenIn(string authorization) => authorization.AsMemory(Scheme.Length).Trim(' ');
}
