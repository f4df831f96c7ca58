using System.Globalization;
using System.Net;

namespace Gateway.Admission;

/// <summary>
/// An address, or a network in CIDR notation (RFC 4632 section 3.1, RFC 4291 section 2.3), read as strictly as a mistake in it is dangerous.
/// </summary>
internal static class ProxyNetwork
{
    /// <summary>Null when it is neither, or is all addresses there are.</summary>
    public static IPNetwork? TryParse(string? text)
    {
        var parts = text?.Split('/') ?? [];
        if (parts.Length is 0 or > 2 || Address(parts[0]) is not { } address)
        {
            return null;
        }

        var bits = address.GetAddressBytes().Length * 8;
        if (parts.Length == 1)
        {
            return new IPNetwork(address, bits);
        }

        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length > 0
            && length <= bits
            && IPNetwork.TryParse($"{address}/{length}", out var network)
            // What is beyond the length is cleared, not refused: of 10.0.0.1/8 one half is a mistake, and it may be the /8.
            && network.BaseAddress.Equals(address)
            ? network
            : null;
    }

    /// <summary>
    /// IPAddress reads "10" as 0.0.0.10 and "010.0.0.1" as 8.0.0.1, and takes ports and zones; here an address is only what it prints.
    /// </summary>
    private static IPAddress? Address(string text) =>
        IPAddress.TryParse(text, out var address)
        && !address.IsIPv4MappedToIPv6 // a peer is compared by its IPv4 address, so this would never match
        && (address.ToString() == text || (text.Contains(':', StringComparison.Ordinal) && !text.AsSpan().ContainsAny("[]%")))
            ? address
            : null;
}
