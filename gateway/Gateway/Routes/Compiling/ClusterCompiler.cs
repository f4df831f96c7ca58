using Gateway.Routes.Written;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Routes.Compiling;

/// <summary>
/// One cluster for each API. Its id contains its content, because YARP 2.1 changes a cluster in place before it changes the routes: under
/// one id, requests would reach the new service by the old rules.
/// </summary>
internal static class ClusterCompiler
{
    /// <summary>How long a service may be silent, unless the file says otherwise.</summary>
    private static readonly TimeSpan ActivityTimeout = TimeSpan.FromSeconds(60);

    public static ClusterConfig Compile(ApiEntry api)
    {
        var request = api.Cluster.HttpRequest ?? ForwarderRequestConfig.Empty;
        var cluster = api.Cluster with
        {
            HttpRequest = request with { ActivityTimeout = request.ActivityTimeout ?? ActivityTimeout },
            HealthCheck = HealthCheck(api.Cluster),
        };
        var content = new ServiceContent(cluster, api.Api.UpstreamTls, api.Api.Resilience);
        return cluster with { ClusterId = $"{api.Api.Name}-{ContentHash.Short(content, ContentJson.Default.ServiceContent)}" };
    }

    /// <summary>
    /// Of several destinations, one whose connections fail is passed over for a minute (and all of them count when none is healthy: YARP's
    /// <c>HealthyOrPanic</c>), unless the file says otherwise. Of one destination there is nothing to choose.
    /// </summary>
    private static HealthCheckConfig? HealthCheck(ClusterConfig cluster) => cluster.HealthCheck?.Passive is null && cluster.Destinations?.Count > 1
        ? (cluster.HealthCheck ?? new HealthCheckConfig()) with { Passive = new PassiveHealthCheckConfig { Enabled = true } }
        : cluster.HealthCheck;
}
