using Gateway.Routes;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// How there? In comes a request that may pass, out goes the same request to its service, by YARP. A failure on the way leaves as a problem
/// document; an answer of the service, whatever it is, is the answer.
/// </summary>
internal static class ForwardingStage
{
    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        builder.Services.AddReverseProxy().ConfigureHttpClient((_, handler) =>
        {
            handler.ConnectTimeout = TimeSpan.FromSeconds(2);
            // Connections are kept for ever by default, and with them an address that the service's name no longer has.
            handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        });
        builder.Services.AddSingleton<ITransformProvider, ViaTransform>();
        builder.Services.AddSingleton<ITransformProvider, NominatedByService>();
        builder.Services.AddSingleton<ITransformProvider, RequestIdTransform>();
        builder.Services.AddRequestTimeouts();

        // What is in flight at SIGTERM may finish; nobody waits for it at a desk.
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = builder.Environment.IsDevelopment() ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(30));
    }

    /// <summary>One endpoint for each operation, with the operation in its metadata.</summary>
    public static IEndpointConventionBuilder MapOperations(this WebApplication app)
    {
        app.UseForwardingFailures();
        app.UseRequestTimeouts();
        var operations = app.Services.GetRequiredService<RouteTableProvider>();
        return app.MapReverseProxy(proxy =>
        {
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        }).ConfigureEndpoints((endpoint, route) => endpoint.Add(builder =>
        {
            if (operations.Find(route.RouteId) is { } operation)
            {
                builder.DisplayName = operation.Id;
                builder.Metadata.Add(operation);
            }
        }));
    }
}
