using System.Buffers;
using System.Text;
using Gateway.Downstream;

namespace Gateway.Routes.Written;

/// <summary>
/// Which headers the file may not write. Servers and languages fold header names (case, <c>_</c> for <c>-</c>), so names are compared
/// folded: every run of other characters is one <c>-</c>.
/// </summary>
internal static class ForwardedHeader
{
    private static readonly string ReservedLetters = Letters(ClaimHeaders.Prefix);

    /// <summary>RFC 9110 section 5.6.2: token.</summary>
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>RFC 9110 section 7.6.1, and what HTTP/1.1 used before it.</summary>
    private static readonly HashSet<string> HopByHop =
        ["connection", "keep-alive", "te", "trailer", "trailers", "transfer-encoding", "upgrade", "http2-settings"];

    public static string Fold(string header)
    {
        var folded = new StringBuilder();
        foreach (var character in header)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                folded.Append(char.ToLowerInvariant(character));
            }
            else if (folded is [.., not '-'])
            {
                folded.Append('-');
            }
        }

        return folded.ToString().TrimEnd('-');
    }

    /// <summary>Whether it could be read as one of the gateway's own, with its separators or without.</summary>
    public static bool IsReserved(string header) => Letters(header).StartsWith(ReservedLetters, StringComparison.Ordinal);

    public static bool IsToken(string header) => header.Length > 0 && !header.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>Why a claim cannot be forwarded in this header, or null.</summary>
    public static string? Problem(string header) => Fold(header) switch
    {
        _ when !IsToken(header) => "is not a header name (RFC 9110 section 5.1)",
        _ when IsReserved(header) => $"belongs to the gateway ({ClaimHeaders.Prefix}*)",
        "authorization" => "is the caller's credential; \"ForwardAuthorization\": true passes it on",
        "host" or "cookie" => "has a meaning of its own to the service",
        var name when HopByHop.Contains(name) || name.StartsWith("proxy-", StringComparison.Ordinal) =>
            "is about the connection and not passed on (RFC 9110 section 7.6.1)",
        var name when name == "expect" || name.StartsWith("content-", StringComparison.Ordinal) => "frames the request's content",
        var name when name is "forwarded" or "via" || name.StartsWith("x-forwarded", StringComparison.Ordinal) =>
            "says which way the request came, and the gateway writes it",
        _ => null,
    };

    private static string Letters(string header) => string.Concat(header.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
