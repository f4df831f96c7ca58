using System.Net;

namespace Gateway.Routes;

/// <summary>A client for documents at addresses that come from the routes file, or from a document that one of them led to.</summary>
internal static class DirectClient
{
    public static HttpClient Create() => new(new SocketsHttpHandler
    {
        // A redirect, a proxy of the environment or a cookie would change who is asked. Bodies are not decompressed, so their size is what
        // came over the wire.
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // Nobody's request is the cause of a fetch that all of them share.
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // the caller has one, by the clock that can be set
    };
}
