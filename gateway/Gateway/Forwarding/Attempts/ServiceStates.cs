using System.Runtime.CompilerServices;
using Gateway.Routes;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway.Forwarding.Attempts;

/// <summary>
/// The <see cref="ServiceState"/> of each cluster, which lives as long as YARP keeps the cluster: its id is of its content, so it goes when
/// something about the service changes, and stays whatever else does.
/// </summary>
internal sealed class ServiceStates(RoutesInForce routes, IProxyStateLookup yarp, TimeProvider clock, ILogger<Circuit> logger)
{
    private readonly ConditionalWeakTable<ClusterState, ServiceState> states = [];

    public ServiceState Of(IReverseProxyFeature proxy, HttpContext context) =>
        states.TryGetValue(proxy.Route.Cluster!, out var known) ? known : Of(proxy.Route.Cluster!, context.Operation().Api);

    /// <summary>All services of the policy in force.</summary>
    public IEnumerable<(Api Api, ClusterState Cluster, ServiceState State)> All()
    {
        var table = routes.Table;
        foreach (var (api, config) in table.Apis.Zip(table.Clusters))
        {
            if (yarp.TryGetCluster(config.ClusterId, out var cluster))
            {
                yield return (api, cluster, Of(cluster, api));
            }
        }
    }

    /// <summary>How the circuits of all destinations stand.</summary>
    public IEnumerable<(string Api, string Destination, int State)> Circuits() =>
        from service in All()
        from destination in service.Cluster.DestinationsState.AllDestinations
        let circuit = service.State.CircuitOf(destination)
        where circuit is not null
        select (service.Api.Name, destination.DestinationId, (int)circuit.State);

    private ServiceState Of(ClusterState cluster, Api api) => states.GetValue(cluster, _ => new ServiceState(api, clock, logger));
}
