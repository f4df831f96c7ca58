using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Forwarding.Attempts;

/// <summary>
/// YARP's passive health checks, for services that have them. Others go past: to YARP's step each request is one more method that waits for the
/// answer, also where there is nothing to check.
/// </summary>
internal static class PassiveHealth
{
    public static void UsePassiveHealth(this IReverseProxyApplicationBuilder proxy) =>
        proxy.UseWhen(IsChecked, steps => new Branch(steps).UsePassiveHealthChecks());

    private static bool IsChecked(HttpContext context) =>
        context.GetReverseProxyFeature().Cluster.Config.HealthCheck?.Passive?.Enabled is true;

    /// <summary>YARP's steps can be put only into a pipeline of its own.</summary>
    private sealed class Branch(IApplicationBuilder steps) : IReverseProxyApplicationBuilder
    {
        public IServiceProvider ApplicationServices
        {
            get => steps.ApplicationServices;
            set => steps.ApplicationServices = value;
        }

        public IFeatureCollection ServerFeatures => steps.ServerFeatures;

        public IDictionary<string, object?> Properties => steps.Properties;

        public IApplicationBuilder Use(Func<RequestDelegate, RequestDelegate> middleware) => steps.Use(middleware);

        public IApplicationBuilder New() => steps.New();

        public RequestDelegate Build() => steps.Build();
    }
}
