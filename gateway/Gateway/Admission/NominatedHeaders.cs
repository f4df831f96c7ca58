using Gateway.Routes;

namespace Gateway.Admission;

/// <summary>
/// The headers that the client's <c>Connection</c> names end here (RFC 9110 section 7.6.1): they are about its connection to the gateway.
/// A client that names one of the others wants something to be gone that was put there against it, and is refused.
/// </summary>
internal static class NominatedHeaders
{
    /// <summary>
    /// What Kestrel and YARP handle themselves: how long the connection lasts, a change of protocol (WebSocket), trailers (gRPC). YARP
    /// sends none of them on as it is.
    /// </summary>
    private static readonly HashSet<string> OfTheStack =
        new(["close", "keep-alive", "upgrade", "te", "http2-settings"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> OfTheStackBySpan =
        OfTheStack.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Removes them; false when one of them cannot be.</summary>
    public static bool TryRemove(IHeaderDictionary headers, RouteTable policy)
    {
        foreach (var line in headers.Connection)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var option = line.AsSpan(range).Trim(" \t");
                if (option.IsEmpty || OfTheStackBySpan.Contains(option))
                {
                    continue;
                }

                var name = option.ToString();
                if (ProtectedHeader.Is(name, policy))
                {
                    return false;
                }

                headers.Remove(name);
            }
        }

        return true;
    }
}
