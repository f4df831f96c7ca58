using Gateway.Problems;
using Microsoft.Net.Http.Headers;

namespace Gateway.Admission;

/// <summary>
/// Where a request ends has to be beyond doubt: what one server takes for its body would be the next request to another. Kestrel refuses most
/// of what is doubtful; here is the rest.
/// </summary>
internal static class Framing
{
    /// <summary>
    /// As this Kestrel leaves a Content-Length that stood beside a Transfer-Encoding. A client that writes it itself beside one is treated alike.
    /// </summary>
    private const string OverruledLength = "X-Content-Length";

    /// <summary>What HTTP/2 and HTTP/3 have other means for (RFC 9113 section 8.2.2); Kestrel itself refuses Connection, and TE but trailers.</summary>
    private static readonly string[] OfOneConnection = [HeaderNames.TransferEncoding, HeaderNames.KeepAlive, HeaderNames.ProxyConnection, HeaderNames.Upgrade];

    private static readonly Problem TwoLengths = new(Refusal.BadRequest) { Detail = "The request has a Content-Length beside a Transfer-Encoding" };

    private static readonly Problem UnknownCoding = new(Refusal.BadRequest) { Detail = "The only Transfer-Encoding is chunked, once" };

    private static readonly Problem CodingInOldVersion = new(Refusal.BadRequest) { Detail = "HTTP/1.0 has no Transfer-Encoding" };

    private static readonly Problem AboutTheConnection =
        new(Refusal.BadRequest) { Detail = "The request has a header about the connection, which this version of HTTP does not have" };

    public static Problem? ProblemOf(HttpRequest request)
    {
        if (!HasLines(request))
        {
            return Array.Exists(OfOneConnection, request.Headers.ContainsKey) ? AboutTheConnection : null;
        }

        var codings = request.Headers.TransferEncoding;
        return codings.Count == 0 ? null
            : HttpProtocol.IsHttp10(request.Protocol) ? CodingInOldVersion // RFC 9112 section 6.1
            : codings is not [var coding] || !"chunked".Equals(coding, StringComparison.OrdinalIgnoreCase) ? UnknownCoding
            : request.Headers.ContainsKey(OverruledLength) ? TwoLengths
            : null;
    }

    /// <summary>With the answer: who has written a request that is none may take something else for its end, and what follows may be anything.</summary>
    public static void EndConnection(HttpContext context)
    {
        if (HasLines(context.Request))
        {
            context.Response.Headers.Connection = "close";
        }
    }

    /// <summary>HTTP/2 and HTTP/3 have frames, and their requests cannot run into each other.</summary>
    private static bool HasLines(HttpRequest request) => HttpProtocol.IsHttp11(request.Protocol) || HttpProtocol.IsHttp10(request.Protocol);
}
