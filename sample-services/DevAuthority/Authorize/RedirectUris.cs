using DevAuthority.Seeds;

namespace DevAuthority.Authorize;

/// <summary>Is a redirect URI one of the client's? Compared character by character (RFC 9700 section 2.1).</summary>
internal static class RedirectUris
{
    internal static bool IsOf(Client client, string asked) =>
        client.RedirectUris.Any(registered => registered == asked || (client.Native && DiffersInLoopbackPortOnly(registered, asked)));

    // A native application listens on whatever port is free (RFC 8252 section 7.3): the registered URI, given the port that is asked
    // for, has to be what is asked for.
    private static bool DiffersInLoopbackPortOnly(string registered, string asked)
    {
        if (!Uri.TryCreate(asked, UriKind.Absolute, out var askedUri)
            || new Uri(registered) is not { Scheme: "http", Host: "127.0.0.1" or "[::1]" } known)
        {
            return false;
        }

        return asked == $"http://{known.Host}:{askedUri.Port}{known.PathAndQuery}";
    }
}
