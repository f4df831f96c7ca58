using Gateway.Observability.Auditing;
using Gateway.Observability.Decisions;
using Gateway.Observability.Export;
using Gateway.Observability.Logs;
using Gateway.Observability.Prometheus;
using Gateway.Settings;

namespace Gateway.Observability;

/// <summary>What happened? The log, metrics and traces, what is written down of decisions and changes, and the admin listener. It sees every stage and decides nothing.</summary>
internal static class ObservabilityStage
{
    /// <param name="map">What the admin listener serves; it is given the gateway's own services.</param>
    public static void AddObservability(
        this WebApplicationBuilder builder, string adminUrl, Action<IEndpointRouteBuilder, IServiceProvider> map)
    {
        builder.AddLog();
        builder.Services.AddHostedService<TelemetryExport>();
        builder.AddSettings<DecisionLogOptions>();
        builder.Services.AddSingleton<DecisionFile>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DecisionFile>());
        builder.AddSettings<AuditLogOptions>();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<RefusedAdmins>();
        builder.Services.AddHostedService<AuditedPolicy>();
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
