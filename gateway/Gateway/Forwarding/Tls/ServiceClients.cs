using Gateway.Routes;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding.Tls;

/// <summary>
/// Makes the clients with which YARP calls services: one for each cluster, and for one with <c>UpstreamTls</c> one that is renewed.
/// </summary>
internal sealed class ServiceClients(
    RouteTableProvider routes, ServiceCredentials credentials, ILogger<ForwarderHttpClientFactory> logger) : IForwarderHttpClientFactory
{
    public HttpMessageInvoker CreateClient(ForwarderHttpClientContext context)
    {
        if (routes.UpstreamTlsOf(context.ClusterId) is not { } tls)
        {
            return new Factory(null, logger).CreateClient(context);
        }

        // A cluster's id is of its content: under the same one nothing has changed, and its connections are kept.
        return context.OldClient ?? new HttpMessageInvoker(new RenewedClient(
            credentials.Of(tls), settings => new Factory(settings, logger).CreateClient(context)));
    }

    private sealed class Factory(TlsSettings? tls, ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
    {
        protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
        {
            base.ConfigureHandler(context, handler);
            handler.ConnectTimeout = TimeSpan.FromSeconds(2);
            // Connections are kept for ever by default, and with them an address that the service's name no longer has.
            handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
            tls?.ApplyTo(handler.SslOptions);
        }
    }
}
