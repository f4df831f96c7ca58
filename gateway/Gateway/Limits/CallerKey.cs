using System.Net;
using System.Net.Sockets;
using Gateway.Routes;

namespace Gateway.Limits;

/// <summary>Who counts as one caller, as a text that no other caller has. It is only ever hashed.</summary>
internal static class CallerKey
{
    public static string Of(LimitBy by, HttpContext context)
    {
        var caller = context.User.Identity as CallerIdentity;
        return (by, caller) switch
        {
            (LimitBy.Subject, { Subject: { } subject }) => Key('s', caller.Issuer, subject),
            (LimitBy.Scope, { Client: { } client }) =>
                Key('g', caller.Issuer, client) + '\n' + string.Join(' ', caller.Scopes.Order(StringComparer.Ordinal)),
            (LimitBy.Subject or LimitBy.Client, { Client: { } client }) => Key('c', caller.Issuer, client),
            _ => $"a{Network(context.Connection.RemoteIpAddress)}",
        };
    }

    /// <summary>The length keeps the two names apart.</summary>
    private static string Key(char kind, Issuer issuer, string name) => $"{kind}{issuer.Identifier.Length}:{issuer.Identifier}{name.Length}:{name}";

    /// <summary>A client has as many IPv6 addresses as it likes, in a network of 64 bits (RFC 7421 section 4.1). On a socket that is no network's: all are one.</summary>
    private static string Network(IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.MapToIPv4().ToString(),
    };
}
