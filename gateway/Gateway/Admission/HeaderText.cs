using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace Gateway.Admission;

/// <summary>
/// Headers with a name that is one and a value of visible ASCII, spaces and tabs (RFC 9110 section 5.5). Others cannot be sent on: the request would fail on the way to
/// the service, look like the service's failure, and so let any client have a healthy service taken out of use.
/// </summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create(['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    /// <summary>A token (section 5.6.2). Kestrel sees to it in HTTP/1 alone; HttpClient leaves out silently what is none.</summary>
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsForwardable(string name, StringValues values)
    {
        if (name.AsSpan().ContainsAnyExcept(Token))
        {
            return false;
        }

        foreach (var value in values)
        {
            if (value.AsSpan().ContainsAnyExcept(Allowed))
            {
                return false;
            }
        }

        return true;
    }
}
