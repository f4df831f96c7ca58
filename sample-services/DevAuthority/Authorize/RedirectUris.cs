using DevAuthority.Seeds;

namespace DevAuthority.Authorize;

/// <summary>Is a redirect URI one of the client's? Compared character by character (RFC 9700 section 2.1).</summary>
internal static class RedirectUris
{
    internal static bool IsOf(Client client, string asked) =>
        client.RedirectUris.Any(registered => registered == asked || (client.Native && Loopback.DiffersInPortOnly(registered, asked)));
}
