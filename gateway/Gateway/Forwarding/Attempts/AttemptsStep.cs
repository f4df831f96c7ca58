using Gateway.Observability;
using Gateway.Problems;
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

    public AttemptsStep(ServiceStates services, GatewayMetrics metrics)
    {
        (this.services, this.metrics) = (services, metrics);
        metrics.ObserveCircuits(services.Circuits);
    }

    /// <summary>Before load balancing.</summary>
    public async Task ForwardAsync(HttpContext context, RequestDelegate next)
    {
        var proxy = context.GetReverseProxyFeature();
        var service = services.Of(proxy, context);
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

        var outcome = new Outcome(context, proxy, service);
        context.Response.OnStarting(Outcome.BeginsAsync, outcome);
        await next(context);
        if (Failure.Of(context) is null)
        {
            return;
        }

        await outcome.FailedAsync();
        if (SecondAttempt.DestinationsOf(context, service, destinations) is [_, ..] second)
        {
            // YARP forwards only what nobody has answered yet.
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            proxy.AvailableDestinations = second;
            await next(context);
            await outcome.FailedAsync();
            metrics.Retried(service.Api.Name, Failure.VerdictOf(context) == Verdict.Answered);
        }
    }

    /// <summary>After load balancing.</summary>
    public Task AskCircuitAsync(HttpContext context, RequestDelegate next)
    {
        var proxy = context.GetReverseProxyFeature();
        return services.Of(proxy, context).CircuitOf(proxy) is { IsClosed: false } circuit ? circuit.TryAsync(context, next) : next(context);
    }

    /// <summary>What a circuit is told of an attempt, whose destination is the one that load balancing has left.</summary>
    private sealed class Outcome(HttpContext context, IReverseProxyFeature proxy, ServiceState service)
    {
        /// <summary>An attempt is judged when its answer begins: a stream that goes on for an hour has long shown that the service is there.</summary>
        public static readonly Func<object, Task> BeginsAsync = outcome => ((Outcome)outcome).AnswersAsync();

        /// <summary>What shows nothing about the service does not count.</summary>
        public ValueTask FailedAsync() =>
            !context.Response.HasStarted && Failure.VerdictOf(context) is Verdict.Failed && service.CircuitOf(proxy) is { } circuit
                ? circuit.TellAsync(Verdict.Failed)
                : ValueTask.CompletedTask;

        private Task AnswersAsync() => Failure.Of(context) is null && service.CircuitOf(proxy) is { } circuit
            ? circuit.TellAsync(Verdict.Answered).AsTask()
            : Task.CompletedTask;
    }
}
