using Gateway.Observability;
using Polly.CircuitBreaker;
using Yarp.ReverseProxy.Model;

namespace Gateway.Forwarding.Attempts;

/// <summary><c>/services</c> on the admin listener: where requests go, and how those who get them do.</summary>
internal static class ServicesEndpoint
{
    public static void MapServices(this IEndpointRouteBuilder admin, IServiceProvider gateway)
    {
        var services = gateway.GetRequiredService<ServiceStates>();
        admin.MapGet("/services", (HttpContext context) => StableJson.WriteAsync(
            context, new Services([.. services.All().Select(one => new Service(one.Api.Name, Destinations(one.Cluster, one.State)))])));
    }

    private static Destination[] Destinations(ClusterState cluster, ServiceState service)
    {
        var state = cluster.DestinationsState;
        return
        [
            .. state.AllDestinations.OrderBy(destination => destination.DestinationId, StringComparer.Ordinal).Select(destination => new Destination(
                destination.DestinationId,
                destination.Model.Config.Address,
                destination.Health.Active,
                destination.Health.Passive,
                service.CircuitOf(destination)?.State,
                destination.ConcurrentRequestCount,
                state.AvailableDestinations.Contains(destination))),
        ];
    }

    private sealed record Services(Service[] Apis);

    private sealed record Service(string Api, Destination[] Destinations);

    /// <param name="Circuit">Null: the API has none.</param>
    /// <param name="Available">Whether load balancing has it to choose; an open circuit is looked at after that.</param>
    private sealed record Destination(
        string Name, string Address, DestinationHealth Active, DestinationHealth Passive, CircuitState? Circuit, int Requests, bool Available);
}
