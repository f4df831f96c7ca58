using System.Buffers;
using Gateway.Downstream;

namespace Gateway.Routes.Written;

/// <summary>
/// Which headers the file may not write, in no spelling that a service could read as one of them (<see cref="HeaderName"/>).
/// </summary>
internal static class ForwardedHeader
{
    /// <summary>RFC 9110 section 5.6.2: token.</summary>
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>RFC 9110 section 7.6.1, and what HTTP/1.1 used before it.</summary>
    private static readonly HashSet<string> HopByHop =
        ["connection", "keep-alive", "te", "trailer", "trailers", "transfer-encoding", "upgrade", "http2-settings"];

    public static bool IsToken(string header) => header.Length > 0 && !header.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>Why a claim cannot be forwarded in this header, or null.</summary>
    public static string? Problem(string header) => HeaderName.Fold(header) switch
    {
        _ when !IsToken(header) => "is not a header name (RFC 9110 section 5.1)",
        _ when HeaderName.IsReserved(header) => $"belongs to the gateway ({ClaimHeaders.Prefix}*)",
        "authorization" => "is the caller's credential; \"ForwardAuthorization\": true passes it on",
        "host" or "cookie" => "has a meaning of its own to the service",
        var name when HopByHop.Contains(name) || name.StartsWith("proxy-", StringComparison.Ordinal) =>
            "is about the connection and not passed on (RFC 9110 section 7.6.1)",
        var name when name == "expect" || name.StartsWith("content-", StringComparison.Ordinal) => "frames the request's content",
        "allow" or "expires" or "last-modified" => "is about the content of an answer, and not sent with a request",
        var name when name is "forwarded" or "via" || name.StartsWith("x-forwarded", StringComparison.Ordinal) =>
            "says which way the request came, and the gateway writes it",
        "request-id" or "x-request-id" or "traceparent" or "tracestate" => "names the request, and the gateway writes it",
        _ => null,
    };
}
