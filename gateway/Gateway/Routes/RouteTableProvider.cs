using System.Collections.Frozen;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes;

/// <summary>Hands a route table to YARP. The table stays what it is, so the change token never fires.</summary>
internal sealed class RouteTableProvider(RouteTable table) : IProxyConfigProvider
{
    private readonly FrozenDictionary<string, Operation> operations =
        table.Operations.ToFrozenDictionary(operation => operation.RouteId, StringComparer.Ordinal);

    private readonly Snapshot snapshot = new(table.Routes, table.Clusters);

    public IProxyConfig GetConfig() => snapshot;

    /// <summary>The operation that a YARP route carries.</summary>
    public Operation? Find(string routeId) => operations.GetValueOrDefault(routeId);

    private sealed record Snapshot(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters) : IProxyConfig
    {
        public IChangeToken ChangeToken => NullChangeToken.Singleton;
    }
}
