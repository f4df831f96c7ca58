using System.Diagnostics.Metrics;
using Gateway.Routes;

namespace Gateway.Observability;

/// <summary>Which policy is in force, and whether the routes file is it: asked for when somebody collects, from the start on.</summary>
/// <param name="watch">Null: nobody keeps up with a file.</param>
internal sealed class PolicyMetrics(IMeterFactory meters, RoutesInForce routes, RoutesWatch? watch = null) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(GatewayMetrics.MeterName);
        meter.CreateObservableGauge("gateway.config.info", Info, description: "1, with the first digits of the hash of the policy in force.");
        meter.CreateObservableGauge(
            "gateway.config.refused", () => watch?.Refusal is null ? 0 : 1, description: "1 while the routes file is not what is in force.");
        meter.CreateObservableCounter(
            "gateway.config.changes", () => watch?.Changes ?? 0, "{change}", "How often another policy came into force.");
        meter.CreateObservableCounter(
            "gateway.config.refusals", () => watch?.Refusals ?? 0, "{refusal}", "How often a changed routes file was not taken.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Measurement<int> Info() => new(1, new KeyValuePair<string, object?>("hash", routes.Table.Hash[..RouteTable.ShortHashLength]));
}
