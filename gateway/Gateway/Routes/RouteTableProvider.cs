using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes;

/// <summary>
/// Hands route tables to YARP, and hears from it whether it took them. Routes and clusters are named by their content: what did not change
/// keeps its endpoint, its connections and its health, and what did is another route to another cluster.
/// </summary>
internal sealed class RouteTableProvider(RouteTable first) : IProxyConfigProvider, IConfigChangeListener
{
    private volatile Snapshot latest = new(first, new CancellationTokenSource());

    public IProxyConfig GetConfig() => latest;

    /// <summary>The operation that a YARP route carries.</summary>
    public Operation? Find(string routeId) => latest.Table.Find(routeId);

    /// <summary>How TLS is to be spoken with the service of a YARP cluster.</summary>
    public UpstreamTls? UpstreamTlsOf(string clusterId) => latest.Table.UpstreamTlsOf(clusterId);

    /// <summary>Null once every new request is matched by this table; else why YARP refuses it, and the one before is still in use.</summary>
    public async Task<Exception?> PublishAsync(RouteTable table)
    {
        var before = latest;
        var next = new Snapshot(table, new CancellationTokenSource());
        latest = next;
        before.HasChanged();
        var refused = await next.Taken;
        if (refused is not null)
        {
            // YARP has kept its endpoints; from now on it waits for a word of the snapshot that it refused.
            latest = next.WithContentOf(before);
        }

        return refused;
    }

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs) => Tell(proxyConfigs, null);

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) => Tell(proxyConfigs, exception);

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
    }

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) => latest.Tell(exception);

    private static void Tell(IReadOnlyList<IProxyConfig> configs, Exception? refused)
    {
        foreach (var snapshot in configs.OfType<Snapshot>())
        {
            snapshot.Tell(refused);
        }
    }

    private sealed class Snapshot(RouteTable table, CancellationTokenSource changed) : IProxyConfig
    {
        private readonly TaskCompletionSource<Exception?> taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RouteTable Table => table;

        public IReadOnlyList<RouteConfig> Routes => table.Routes;

        public IReadOnlyList<ClusterConfig> Clusters => table.Clusters;

        public IChangeToken ChangeToken { get; } = new CancellationChangeToken(changed.Token);

        /// <summary>What YARP said to it.</summary>
        public Task<Exception?> Taken => taken.Task;

        public void Tell(Exception? refused) => taken.TrySetResult(refused);

        public void HasChanged() => changed.Cancel();

        public Snapshot WithContentOf(Snapshot other) => new(other.Table, changed);
    }
}
