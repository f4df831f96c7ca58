using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Routes.Written;
using Gateway.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Admission;

/// <summary>What may come in. The limits keep one client from using up what all share, before anyone looks at who it is.</summary>
[Section("Gateway:Admission")]
internal sealed class AdmissionOptions
{
    [Description("The addresses and networks of the [proxies in front](#behind-a-load-balancer).")]
    [DefaultValue("none")]
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    [Description("Whether [headers with `_` in their name](#headers-that-do-not-pass) pass.")]
    public bool KeepUnderscoreHeaders { get; init; }

    [Description("The largest [body of a request](#limits-of-a-request) where the routes file names no other. Beyond it: 413.")]
    [Range(typeof(ByteSize), "0B", "1024GiB")]
    public ByteSize MaxBody { get; init; } = new(30_000_000);

    [Description("The longest request line: method, path and query. Beyond it: 414.")]
    [Range(typeof(ByteSize), "1KiB", "64KiB")]
    public ByteSize MaxRequestLine { get; init; } = new(8 << 10);

    [Description("The largest headers of a request together, and each. Beyond it: 431.")]
    [Range(typeof(ByteSize), "4KiB", "256KiB")]
    public ByteSize MaxHeaders { get; init; } = new(32 << 10);

    [Description("How many headers a request may have. Beyond it: 431.")]
    [Range(10, 1000)]
    public int MaxHeaderCount { get; init; } = 100;

    [Description("How long the headers of a request may take to arrive. Beyond it: 408.")]
    [Range(typeof(TimeSpan), "1s", "5m")]
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    [Description("How long a connection without a request stays open: longer than the [balancer in front](#behind-a-load-balancer) keeps one.")]
    [Range(typeof(TimeSpan), "1s", "1h")]
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(75);

    [Description("How many connections there may be at once. The next one is closed when it is made.")]
    [Range(1, int.MaxValue)]
    public int MaxConnections { get; init; } = 10_000;

    [Description("How many of them may be WebSockets or another protocol that has been switched to. The next request for one is refused.")]
    [Range(0, int.MaxValue)]
    public int MaxUpgradedConnections { get; init; } = 5_000;

    [Description("How many requests may be under way at once on one HTTP/2 connection.")]
    [Range(1, 1000)]
    public int MaxStreamsPerConnection { get; init; } = 100;

    public void ApplyTo(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = MaxBody.Bytes;
        limits.MaxRequestLineSize = (int)MaxRequestLine.Bytes;
        limits.MaxRequestHeadersTotalSize = (int)MaxHeaders.Bytes;
        limits.Http2.MaxRequestHeaderFieldSize = (int)MaxHeaders.Bytes;
        limits.MaxRequestHeaderCount = MaxHeaderCount;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = KeepAlive;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxConcurrentUpgradedConnections = MaxUpgradedConnections;
        limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
    }
}
