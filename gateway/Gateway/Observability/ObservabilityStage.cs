using Gateway.Observability.Export;
using Gateway.Observability.Logs;
using Gateway.Observability.Prometheus;
using Gateway.Settings;

namespace Gateway.Observability;

/// <summary>What happened? Logs on stdout, metrics, and the admin listener. It sees every stage and decides nothing.</summary>
internal static class ObservabilityStage
{
    /// <param name="map">What the admin listener serves; it is given the gateway's own services.</param>
    public static void AddObservability(
        this WebApplicationBuilder builder, string adminUrl, Action<IEndpointRouteBuilder, IServiceProvider> map)
    {
        builder.AddLog();
        builder.Services.AddHostedService<TelemetryExport>();
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.Services.AddHostedService<PolicyMetrics>();
        builder.AddSettings<PrometheusOptions>();
        builder.Services.AddSingleton<PrometheusScrape>();
        builder.AddSettings<AdminListenerOptions>();
        builder.Services.AddSingleton<AdminToken>();
        builder.Services.AddSingleton(services => new AdminListener(adminUrl, services.GetRequiredService<AdminToken>(), services, map));
        builder.Services.AddHostedService(services => services.GetRequiredService<AdminListener>());
    }
}
