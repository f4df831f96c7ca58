using System.Text.Json.Nodes;
using Place = Gateway.Routes.Json.Place;

namespace Gateway.Tools.Import;

/// <summary>An API of the routes file in the making.</summary>
/// <param name="Upstream">Null: it is not known, or <paramref name="Cluster"/> has destinations.</param>
/// <param name="Cluster">Settings in YARP's words.</param>
/// <param name="Route">The same, for every operation.</param>
internal sealed record DraftApi(string Name, string Prefix, string? Upstream, bool KeepPrefix, JsonObject Cluster, JsonObject Route)
{
    public List<DraftOperation> Operations { get; } = [];
}

/// <param name="Path">Below the prefix.</param>
/// <param name="Place">Where it is in the source.</param>
internal sealed record DraftOperation(string Method, string Path, DraftRequirement Requirement, Place Place);
