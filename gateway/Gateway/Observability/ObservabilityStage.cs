using Gateway.Settings;

namespace Gateway.Observability;

/// <summary>What happened? Logs on stdout, metrics, and the admin listener. It sees every stage and decides nothing.</summary>
internal static class ObservabilityStage
{
    /// <param name="map">What the admin listener serves; it is given the gateway's own services.</param>
    public static void AddObservability(
        this WebApplicationBuilder builder, string adminUrl, Action<IEndpointRouteBuilder, IServiceProvider> map)
    {
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });

        // Per request, these write lines that cost more than forwarding does, and paths and addresses with them.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        // A start that fails is said in one line by the serve command.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        builder.Logging.AddFilter("Yarp", LogLevel.Error);

        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.Services.AddHostedService<PolicyMetrics>();
        builder.AddSettings<AdminListenerOptions>();
        builder.Services.AddSingleton<AdminToken>();
        builder.Services.AddSingleton(services => new AdminListener(adminUrl, services.GetRequiredService<AdminToken>(), services, map));
        builder.Services.AddHostedService(services => services.GetRequiredService<AdminListener>());
    }
}
