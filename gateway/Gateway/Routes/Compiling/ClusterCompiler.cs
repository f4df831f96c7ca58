using Gateway.Routes.Written;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes.Compiling;

/// <summary>
/// One cluster for each API. Its id contains its content, because YARP 2.1 changes a cluster in place before it changes the routes: under
/// one id, requests would reach the new service by the old rules.
/// </summary>
internal static class ClusterCompiler
{
    public static ClusterConfig Compile(ApiEntry api) =>
        api.Cluster with { ClusterId = $"{api.Api.Name}-{ContentHash.Short(api.Cluster)}" };
}
