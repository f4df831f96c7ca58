using System.Collections.Frozen;
using System.Collections.Immutable;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes;

/// <summary>
/// The routes file, read, checked and compiled: one immutable whole. Everything that decides about a request or forwards it comes from the
/// same table.
/// </summary>
/// <param name="Text">What it was read from.</param>
/// <param name="Operations">In the order of the file.</param>
/// <param name="Routes">One per operation, for YARP; <see cref="RouteConfig.RouteId"/> is the operation's <see cref="Operation.RouteId"/>.</param>
/// <param name="Clusters">One per API and in their order, for YARP; the id carries a hash of its content.</param>
internal sealed record RouteTable(
    RoutesText Text,
    ImmutableArray<Issuer> Issuers,
    ImmutableArray<Scope> Scopes,
    ImmutableArray<Api> Apis,
    ImmutableArray<Operation> Operations,
    ImmutableArray<RouteConfig> Routes,
    ImmutableArray<ClusterConfig> Clusters)
{
    /// <summary>So many digits of <see cref="Hash"/> tell two policies apart for people.</summary>
    public const int ShortHashLength = 12;

    private readonly FrozenDictionary<string, Operation> byRouteId =
        Operations.ToFrozenDictionary(operation => operation.RouteId, StringComparer.Ordinal);

    private readonly bool anyApiHasCors = Apis.Any(api => api.Cors is not null);

    /// <summary>The headers into which some API maps a claim, by their <see cref="HeaderName.Letters(string)"/>.</summary>
    public FrozenSet<string> MappedHeaders { get; } =
        Apis.SelectMany(api => api.Forward).Select(claim => HeaderName.Letters(claim.Header)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The file's, which each API without its own has taken over; it is for what is no API's.</summary>
    public Cors? Cors { get; init; }

    public bool HasCors => Cors is not null || anyApiHasCors;

    /// <summary><see cref="RoutesText.Hash"/>: the name of this policy.</summary>
    public string Hash => Text.Hash;

    /// <summary>The operation that a YARP route carries; null: it is of another policy.</summary>
    public Operation? Find(string routeId) => byRouteId.GetValueOrDefault(routeId);

    /// <summary>How TLS is to be spoken with the service of a YARP cluster; null: nothing is said about it, or it is of another policy.</summary>
    public UpstreamTls? UpstreamTlsOf(string clusterId) =>
        Apis.Zip(Clusters).FirstOrDefault(one => one.Second.ClusterId == clusterId).First?.UpstreamTls;

    /// <summary>Where the service of an API is: one address, or several of which YARP chooses.</summary>
    public IEnumerable<string> UpstreamsOf(Api api) =>
        Clusters[Apis.IndexOf(api)].Destinations?.Values.Select(destination => destination.Address) ?? [];
}
