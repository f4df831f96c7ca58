using System.Net;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>An absolute http or https URL. Messages name the member and never its value, which may come from a variable.</summary>
internal static class Address
{
    /// <summary>Where requests are sent; it may have a base path.</summary>
    public static Uri? Read(JsonText text, string subject, MistakeList mistakes)
    {
        // Uri is lenient where an address has to be plain: it trims white space, turns a backslash into a slash and reads "http:a" as a host.
        if (text.Value.Any(character => character <= ' ' || character >= '\x7f' || character == '\\')
            || !Uri.TryCreate(text.Value, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            || !text.Value.StartsWith($"{address.Scheme}://", StringComparison.OrdinalIgnoreCase))
        {
            var message = $"{subject} has to be a whole http or https address, like \"https://orders:8443\"";
            mistakes.Add(text.Place, MistakeCode.BadAddress, message);
            return null;
        }

        if (text.Value.AsSpan().ContainsAny('?', '#') || address.UserInfo.Length > 0)
        {
            mistakes.Add(text.Place, MistakeCode.BadAddress, $"{subject} cannot have a query, a fragment or a user name; leave it out");
            return null;
        }

        return address;
    }

    /// <summary>Where an issuer is: https (RFC 8414 section 2), since whoever can answer in its place can mint tokens.</summary>
    public static Uri? ReadSecure(JsonText text, string subject, bool development, MistakeList mistakes)
    {
        var address = Read(text, subject, mistakes);
        if (address is null || address.Scheme == Uri.UriSchemeHttps || (development && IsLoopback(address)))
        {
            return address;
        }

        mistakes.Add(
            text.Place,
            MistakeCode.InsecureAddress,
            $"{subject} has to be https; plain http is accepted in Development and on loopback only");
        return null;
    }

    /// <summary>Whether it is on this machine, so that nothing sent there can be read or answered on the way.</summary>
    public static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));
}
