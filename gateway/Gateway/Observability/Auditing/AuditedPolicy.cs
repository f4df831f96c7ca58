using System.Text.Json.Nodes;
using Gateway.Routes;

namespace Gateway.Observability.Auditing;

/// <summary>Puts the policies into the audit log: the one the gateway starts with, each that takes its place, each that is not taken.</summary>
/// <param name="watch">Null: nobody keeps up with a file.</param>
internal sealed class AuditedPolicy(AuditLog audit, RoutesInForce routes, RoutesWatch? watch = null) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        audit.Add("started", Described(routes.Table));
        watch?.Taken += table => audit.Add("policy_taken", Described(table));
        watch?.Refused += refusal => audit.Add("policy_refused", new JsonObject
        {
            ["policy"] = refusal.Hash,
            ["mistakes"] = refusal.Mistakes.Length,
            ["first"] = refusal.Mistakes.FirstOrDefault()?.ToString(),
            ["in_force"] = routes.Table.Hash,
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        audit.Add("stopped");
        return Task.CompletedTask;
    }

    private JsonObject Described(RouteTable table) => new()
    {
        ["policy"] = table.Hash,
        ["file"] = watch?.Source.Path,
        ["operations"] = table.Operations.Length,
    };
}
