using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes;

/// <summary>What ops wrote: the one table that all stages work from, and what replaces it when they write again.</summary>
internal static class RoutesStage
{
    /// <param name="source">Looked at while the gateway runs; null: the table stays what it is.</param>
    public static void AddRoutes(this WebApplicationBuilder builder, RouteTable table, RoutesSource? source)
    {
        var services = builder.Services;
        services.AddSingleton(new RouteTableProvider(table));
        services.AddSingleton<IProxyConfigProvider>(provider => provider.GetRequiredService<RouteTableProvider>());
        services.AddSingleton<IConfigChangeListener>(provider => provider.GetRequiredService<RouteTableProvider>());
        services.AddSingleton(provider => new RoutesInForce(
            table, provider.GetRequiredService<RouteTableProvider>(), provider.GetRequiredService<TimeProvider>()));
        if (source is not null)
        {
            services.AddSingleton(source);
            services.AddSingleton<RoutesWatch>();
            services.AddHostedService(provider => provider.GetRequiredService<RoutesWatch>());
            services.AddHealthChecks().AddCheck<RoutesWatch>("routes");
        }
    }
}
