using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Tools.Explain;

/// <summary>The request that is asked about. Of its query only this is kept: nothing else in it decides, and it may hold secrets.</summary>
/// <param name="Path">Percent-encoded, dot segments resolved, as routing sees it.</param>
/// <param name="TokenInQuery">RFC 6750 section 2.3, which is refused.</param>
/// <param name="Gateway">Where the client sees the gateway; null: that was not said.</param>
internal sealed record Call(string Method, string Path, bool TokenInQuery, string? Gateway)
{
    // Only for what Uri makes of a path; nothing is asked there.
    private static readonly Uri Anywhere = new("http://gateway.invalid");

    /// <summary>What of the URL may be passed on.</summary>
    public string WithoutQuery => $"{Gateway}{Path}{(TokenInQuery ? "?access_token" : "")}";

    /// <summary>Null when it is none.</summary>
    /// <param name="url">An absolute http(s) URL, or a path from its first slash.</param>
    public static Call? Parse(string method, string url)
    {
        if (method.Length == 0 || !method.All(char.IsAsciiLetter) || Absolute(url) is not { } address)
        {
            return null;
        }

        return new Call(
            method.ToUpperInvariant(),
            address.AbsolutePath,
            QueryHelpers.ParseQuery(address.Query).ContainsKey("access_token"),
            url.StartsWith('/') ? null : address.GetLeftPart(UriPartial.Authority));
    }

    public override string ToString() => $"{Method} {Path}";

    /// <summary>A path by putting the host in front, so that <c>//x</c> stays a path and does not become another host.</summary>
    private static Uri? Absolute(string url) =>
        Uri.TryCreate(url.StartsWith('/') ? Anywhere.GetLeftPart(UriPartial.Authority) + url : url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : null;
}
