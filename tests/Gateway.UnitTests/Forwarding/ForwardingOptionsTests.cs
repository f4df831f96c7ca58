using Gateway.Forwarding;
using Gateway.Routes.Written;

namespace Gateway.UnitTests.Forwarding;

public sealed class ForwardingOptionsTests
{
    [Fact]
    public void A_connection_does_not_outlive_a_change_in_DNS_by_more_than_two_minutes_by_default()
    {
        using var handler = new SocketsHttpHandler();
        new ForwardingOptions().ApplyTo(handler);

        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1)), (handler.PooledConnectionLifetime, handler.PooledConnectionIdleTimeout));
        Assert.Equal(TimeSpan.FromSeconds(2), handler.ConnectTimeout);
    }

    [Fact]
    public void What_is_configured_is_what_connections_are_made_with()
    {
        using var handler = new SocketsHttpHandler();
        var options = new ForwardingOptions
        {
            ConnectTimeout = TimeSpan.FromSeconds(1),
            ConnectionLifetime = TimeSpan.FromSeconds(3),
            ConnectionIdleTime = TimeSpan.FromSeconds(4),
            PingAfter = TimeSpan.FromSeconds(5),
            PingTimeout = TimeSpan.FromSeconds(6),
            ResponseHeadersSizeMax = new ByteSize(8 * 1024),
        };
        options.ApplyTo(handler);

        Assert.Equal((options.ConnectTimeout, options.ConnectionLifetime), (handler.ConnectTimeout, handler.PooledConnectionLifetime));
        Assert.Equal(options.ConnectionIdleTime, handler.PooledConnectionIdleTimeout);
        Assert.Equal((options.PingAfter, options.PingTimeout), (handler.KeepAlivePingDelay, handler.KeepAlivePingTimeout));
        Assert.Equal(8, handler.MaxResponseHeadersLength);
    }
}
