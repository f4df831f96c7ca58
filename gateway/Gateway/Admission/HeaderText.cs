using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace Gateway.Admission;

/// <summary>
/// Header values of visible ASCII, spaces and tabs (RFC 9110 section 5.5). Others cannot be sent on: the request would fail on the way to
/// the service, look like the service's failure, and so let any client have a healthy service taken out of use.
/// </summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create(['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    public static bool IsForwardable(StringValues values)
    {
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
