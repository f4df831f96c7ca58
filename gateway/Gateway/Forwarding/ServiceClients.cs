using Gateway.Forwarding.Tls;
using Gateway.Routes;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>
/// Makes the clients with which YARP calls services: one for each cluster, and for one with <c>UpstreamTls</c> one that is renewed.
/// </summary>
internal sealed class ServiceClients(
    RouteTableProvider routes, ServiceCredentials credentials, ForwardingOptions options, ILogger<ForwarderHttpClientFactory> logger)
    : IForwarderHttpClientFactory
{
    public HttpMessageInvoker CreateClient(ForwarderHttpClientContext context)
    {
        if (routes.UpstreamTlsOf(context.ClusterId) is not { } tls)
        {
            return new Factory(null, options, logger).CreateClient(context);
        }

        // A cluster's id is of its content: under the same one nothing has changed, and its connections are kept.
        return context.OldClient ?? new HttpMessageInvoker(new RenewedClient(
            credentials.Of(tls), settings => new Factory(settings, options, logger).CreateClient(context)));
    }

    /// <summary>
    /// YARP's own, which follows no redirects, keeps no cookies, unpacks nothing and asks no proxy that the environment names; and which does
    /// what the API's <c>HttpClient</c> says.
    /// </summary>
    private sealed class Factory(TlsSettings? tls, ForwardingOptions options, ILogger<ForwarderHttpClientFactory> logger)
        : ForwarderHttpClientFactory(logger)
    {
        protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
        {
            base.ConfigureHandler(context, handler);
            options.ApplyTo(handler);
            handler.ActivityHeadersPropagator = new ReverseProxyPropagator(new TraceparentOnly());
            tls?.ApplyTo(handler.SslOptions);
        }
    }
}
