using Gateway.Documents.OpenApi;
using Gateway.Routes;

namespace Gateway.Tools.Audit;

/// <summary>What the rules look at.</summary>
/// <param name="Development">Whether it is audited as a development environment reads it.</param>
/// <param name="Today">In UTC.</param>
internal sealed record AuditedPolicy(RouteTable Table, bool Development, DateOnly Today)
{
    /// <summary>The documents of the services that could be had, by the name of the API.</summary>
    public IReadOnlyDictionary<string, ServiceDocument> Documents { get; init; } = new Dictionary<string, ServiceDocument>();

    /// <summary>The policy and the documents beside each other.</summary>
    public Drift Drift => Drift.Between(Table, Documents);
}
