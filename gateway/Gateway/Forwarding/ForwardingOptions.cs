using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Routes.Written;
using Gateway.Settings;

namespace Gateway.Forwarding;

/// <summary>The connections to services. What one API needs otherwise stands in its <c>Yarp</c>.</summary>
[Section("Gateway:Forwarding")]
internal sealed class ForwardingOptions
{
    [Description("How long a [connection to a service](#connections-to-services) may take to come about, TLS included.")]
    [Range(typeof(TimeSpan), "1s", "1m")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    [Description("How long a connection is used. .NET would keep it for ever, and with it an address that the service's name no longer has.")]
    [Range(typeof(TimeSpan), "1s", "1d")]
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(2);

    [Description("How long a connection is kept that nobody uses: shorter than services keep theirs.")]
    [Range(typeof(TimeSpan), "1s", "1d")]
    public TimeSpan ConnectionIdleTime { get; init; } = TimeSpan.FromMinutes(1);

    [Description("HTTP/2: after how long a silence the service is asked whether it is still there, while requests are under way.")]
    [Range(typeof(TimeSpan), "1s", "1h")]
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(20);

    [Description("HTTP/2: how long the service may take to answer that, or the connection is given up.")]
    [Range(typeof(TimeSpan), "1s", "1m")]
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(10);

    [Description("The largest headers that an answer may have, all together; beyond it is 502.")]
    [Range(typeof(ByteSize), "1KiB", "1MiB")]
    public ByteSize ResponseHeadersSizeMax { get; init; } = new(64 * 1024);

    public void ApplyTo(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = ConnectTimeout;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        handler.PooledConnectionIdleTimeout = ConnectionIdleTime;
        handler.KeepAlivePingDelay = PingAfter;
        handler.KeepAlivePingTimeout = PingTimeout;
        // gRPC servers take pings on a connection without calls for an attack, and close it.
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.MaxResponseHeadersLength = (int)(ResponseHeadersSizeMax.Bytes / 1024);
    }
}
