using Gateway.Routes;

namespace Gateway.Documents.DocsPage;

/// <summary>
/// The Content-Security-Policy of the page, without exceptions: scripts and styles from here only, none inline, no eval; connections to the
/// gateway itself and to where its issuers give tokens.
/// </summary>
internal static class DocsPolicy
{
    /// <param name="gateway">Where clients see the gateway: what the document's servers say.</param>
    public static string Of(RouteTable table, string gateway, DocsOptions options)
    {
        var origins = table.Issuers
            .SelectMany(issuer => new[] { issuer.Identifier, issuer.Metadata.AbsoluteUri })
            .Prepend(gateway)
            .Select(OriginOf)
            .OfType<string>()
            .Concat(options.Origins)
            .Distinct(StringComparer.Ordinal);
        return $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' {string.Join(' ', origins)}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /// <summary>Parsed and printed again, so that nothing that a request says can end the directive.</summary>
    private static string? OriginOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "https" or "http", UserInfo: "" }
        && Uri.CheckHostName(uri.Host) != UriHostNameType.Unknown
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
}
