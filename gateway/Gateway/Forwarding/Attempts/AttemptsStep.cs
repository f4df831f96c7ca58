using Gateway.Observability;
using Gateway.Problems;
using Gateway.Routes;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding.Attempts;

/// <summary>
/// Inside YARP's pipeline, so that a second attempt can go to another destination. Before load balancing: whether there is room, which
/// destinations may be asked, and whether a failed request is tried once more. After it: what the circuit of the chosen destination says.
/// </summary>
internal static class AttemptsStep
{
    public static void UseAttempts(this IReverseProxyApplicationBuilder proxy)
    {
        var services = proxy.ApplicationServices.GetRequiredService<ServiceStates>();
        var metrics = proxy.ApplicationServices.GetRequiredService<GatewayMetrics>();
        metrics.ObserveCircuits(services.Circuits);
        proxy.Use((context, next) => ForwardAsync(context, next, StateOf(context, services), metrics));
    }

    public static void UseCircuits(this IReverseProxyApplicationBuilder proxy)
    {
        var services = proxy.ApplicationServices.GetRequiredService<ServiceStates>();
        proxy.Use((context, next) =>
            context.GetReverseProxyFeature().AvailableDestinations is [var chosen] && StateOf(context, services).CircuitOf(chosen) is { } circuit
                ? circuit.GuardAsync(context, next)
                : next(context));
    }

    private static async Task ForwardAsync(HttpContext context, RequestDelegate next, ServiceState service, GatewayMetrics metrics)
    {
        using var place = service.Enter();
        if (place is { IsAcquired: false })
        {
            await ProblemWriter.WriteAsync(context, new Problem(Refusal.ServiceBusy));
            return;
        }

        service.Budget.Count();
        var proxy = context.GetReverseProxyFeature();
        var destinations = proxy.AvailableDestinations;
        proxy.AvailableDestinations = service.Usable(destinations);
        if (destinations is [_, ..] && proxy.AvailableDestinations is [])
        {
            context.Features.Set<IForwarderErrorFeature>(new LeftAlone(service.Rest(destinations)));
            return;
        }

        await next(context);
        if (SecondAttempt.DestinationsOf(context, service, destinations) is [_, ..] second)
        {
            // YARP forwards only what nobody has answered yet.
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            proxy.AvailableDestinations = second;
            await next(context);
            metrics.Retried(service.Api.Name, Failure.VerdictOf(context) == Verdict.Answered);
        }
    }

    private static ServiceState StateOf(HttpContext context, ServiceStates services) =>
        services.Of(context.GetRouteModel().Cluster!, context.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>().Api);
}
