using Gateway.Observability;
using Gateway.Problems;
using Gateway.Routes;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway.Forwarding.Attempts;

/// <summary>
/// Inside YARP's pipeline, so that a second attempt can go to another destination. Before load balancing: whether there is room, which
/// destinations may be asked, and whether a failed request is tried once more. After it: what the circuit of the chosen destination says.
/// </summary>
internal sealed class AttemptsStep
{
    private readonly ServiceStates services;
    private readonly GatewayMetrics metrics;
    private readonly Func<object, Task> answers;

    public AttemptsStep(ServiceStates services, GatewayMetrics metrics)
    {
        (this.services, this.metrics) = (services, metrics);
        answers = context => AnswersAsync((HttpContext)context);
        metrics.ObserveCircuits(services.Circuits);
    }

    /// <summary>Before load balancing.</summary>
    public async Task ForwardAsync(HttpContext context, RequestDelegate next)
    {
        var proxy = context.GetReverseProxyFeature();
        var service = StateOf(context, proxy);
        using var place = service.Enter();
        if (place is { IsAcquired: false })
        {
            await ProblemWriter.WriteAsync(context, new Problem(Refusal.ServiceBusy));
            return;
        }

        service.Budget.Count();
        var destinations = proxy.AvailableDestinations;
        proxy.AvailableDestinations = service.Usable(destinations);
        if (destinations is [_, ..] && proxy.AvailableDestinations is [])
        {
            context.Features.Set<IForwarderErrorFeature>(new LeftAlone(service.Rest(destinations)));
            return;
        }

        context.Response.OnStarting(answers, context);
        await next(context);
        if (context.Features.Get<IForwarderErrorFeature>() is null)
        {
            return;
        }

        await FailedAsync(context, proxy, service);
        if (SecondAttempt.DestinationsOf(context, service, destinations) is [_, ..] second)
        {
            // YARP forwards only what nobody has answered yet.
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            proxy.AvailableDestinations = second;
            await next(context);
            await FailedAsync(context, proxy, service);
            metrics.Retried(service.Api.Name, Failure.VerdictOf(context) == Verdict.Answered);
        }
    }

    /// <summary>After load balancing.</summary>
    public Task AskCircuitAsync(HttpContext context, RequestDelegate next) =>
        CircuitOf(context, context.GetReverseProxyFeature()) is { IsClosed: false } circuit ? circuit.TryAsync(context, next) : next(context);

    /// <summary>An attempt is judged when its answer begins: a stream that goes on for an hour has long shown that the service is there.</summary>
    private Task AnswersAsync(HttpContext context) =>
        context.Features.Get<IForwarderErrorFeature>() is null && CircuitOf(context, context.GetReverseProxyFeature()) is { } circuit
            ? circuit.TellAsync(Verdict.Answered).AsTask()
            : Task.CompletedTask;

    /// <summary>What shows nothing about the service does not count.</summary>
    private static ValueTask FailedAsync(HttpContext context, IReverseProxyFeature proxy, ServiceState service) =>
        !context.Response.HasStarted && Failure.VerdictOf(context) is Verdict.Failed && CircuitOf(proxy, service) is { } circuit
            ? circuit.TellAsync(Verdict.Failed)
            : ValueTask.CompletedTask;

    /// <summary>Of the destination that load balancing has chosen; null: there is none.</summary>
    private static Circuit? CircuitOf(IReverseProxyFeature proxy, ServiceState service) =>
        proxy.AvailableDestinations is [var chosen] ? service.CircuitOf(chosen) : null;

    private Circuit? CircuitOf(HttpContext context, IReverseProxyFeature proxy) => CircuitOf(proxy, StateOf(context, proxy));

    private ServiceState StateOf(HttpContext context, IReverseProxyFeature proxy) =>
        services.Of(proxy.Route.Cluster!, context.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>().Api);
}
