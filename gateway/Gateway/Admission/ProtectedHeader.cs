using Gateway.Routes;

namespace Gateway.Admission;

/// <summary>
/// Headers that mean something to the gateway or to whoever stands between client and service: not about one connection, whatever the
/// client says (RFC 9110 section 7.6.1), and not to be sent in another spelling.
/// </summary>
internal static class ProtectedHeader
{
    /// <summary>By their letters and digits, as <see cref="HeaderName.Letters(string)"/>.</summary>
    private static readonly HashSet<string> Always =
        new(["host", "authorization", "dpop", "cookie", "transferencoding", "via"], StringComparer.Ordinal);

    public static bool Is(string name, RouteTable policy)
    {
        if (HeaderName.IsReserved(name) || UntrustedHeader.From(name) != Believed.Everyone)
        {
            return true;
        }

        var letters = HeaderName.Letters(name);
        return Always.Contains(letters)
            || letters.StartsWith("content", StringComparison.Ordinal)
            || policy.MappedHeaders.Contains(letters);
    }
}
