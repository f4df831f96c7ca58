namespace DevAuthority.Seeds;

/// <summary>
/// A native application listens on whatever port is free (RFC 8252 section 7.3): what is registered for 127.0.0.1 or [::1], given the port
/// that is asked for, has to be what is asked for.
/// </summary>
internal static class Loopback
{
    internal static bool DiffersInPortOnly(string registered, string asked)
    {
        if (!Uri.TryCreate(asked, UriKind.Absolute, out var askedUri)
            || new Uri(registered) is not { Scheme: "http", Host: "127.0.0.1" or "[::1]" } known)
        {
            return false;
        }

        // An origin has no path, not even "/".
        var path = registered == known.GetLeftPart(UriPartial.Authority) ? "" : known.PathAndQuery;
        return asked == $"http://{known.Host}:{askedUri.Port}{path}";
    }
}
