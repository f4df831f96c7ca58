using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gateway.Routes;
using Gateway.Routes.Json;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tools.Validate;

/// <summary>Whether a service's name resolves and its port takes a connection. Nothing is said on it: what it answers is its own matter.</summary>
internal sealed class ServiceOnline(Places places, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Several APIs may be one service.</summary>
    private readonly ConcurrentDictionary<string, Lazy<Task<(string Code, string Message)?>>> asked = new(StringComparer.OrdinalIgnoreCase);

    public async Task<OnlineFindings> CheckAsync(Api api, ClusterConfig cluster)
    {
        var findings = await Task.WhenAll((cluster.Destinations ?? new Dictionary<string, DestinationConfig>()).Select(one =>
            CheckAsync(api, one.Key, new Uri(one.Value.Address))));
        return new([.. findings.SelectMany(one => one.Well)], [.. findings.SelectMany(one => one.Wrong)]);
    }

    private async Task<OnlineFindings> CheckAsync(Api api, string destination, Uri address)
    {
        var wrong = await asked.GetOrAdd(address.Authority, _ => new(() => ConnectAsync(address))).Value;
        var (code, message) = wrong ?? ("service", $"{address.Authority} takes connections");
        string[] written = places.Has("Apis", api.Name, "Upstream")
            ? ["Apis", api.Name, "Upstream"]
            : ["Apis", api.Name, "Yarp", "Cluster", "Destinations", destination, "Address"];
        var said = places.At(written, code, $"API {Wording.Quote(api.Name)}: {message}");
        return wrong is null ? OnlineFindings.Fine(said) : OnlineFindings.Not(said);
    }

    private async Task<(string Code, string Message)?> ConnectAsync(Uri address)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        try
        {
            var hosts = IPAddress.TryParse(address.DnsSafeHost, out var ip) ? [ip] : await Dns.GetHostAddressesAsync(address.DnsSafeHost, deadline.Token);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(hosts, address.Port, deadline.Token);
            return null;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
                ? ("unknown-host", $"the name {address.DnsSafeHost} does not resolve")
                : ("service-unreachable", $"{address.Authority} takes no connection ({failure.SocketErrorCode})");
        }
        catch (OperationCanceledException)
        {
            return ("service-unreachable", $"{address.Authority} does not take a connection within {Patience.TotalSeconds:0} s");
        }
    }
}
