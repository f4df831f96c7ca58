using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Gateway.Admission;

/// <summary>
/// The proxies in front of the gateway, by address: they alone are believed when they say for whom they ask. Nobody is, unless the operator
/// names them.
/// </summary>
internal sealed class TrustedProxies
{
    public const string Setting = "Gateway:Admission:TrustedProxies";

    private readonly ImmutableArray<IPNetwork> networks;

    public TrustedProxies(IConfiguration configuration, AdmissionOptions options)
    {
        // ASP.NET Core's own switch trusts every peer, and is set in some images and clouds without anybody's asking.
        if (bool.TryParse(configuration["ForwardedHeaders_Enabled"], out var everyone) && everyone)
        {
            throw new UnusableSettingException(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED lets every client say where it comes from; "
                + $"remove it, and name the proxies in {Setting}.");
        }

        networks = [.. options.TrustedProxies.Select(Network)];
    }

    public bool IsEmpty => networks.IsEmpty;

    /// <param name="peer">Who the connection is with. Not known: on a socket that is no network's.</param>
    public bool Contain(IPAddress? peer)
    {
        if (peer is null)
        {
            return false;
        }

        foreach (var network in networks)
        {
            if (network.Contains(peer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What they say is read from the last proxy backwards, through as many as there are, to the first that is not trusted: that one is the
    /// client.
    /// </summary>
    public ForwardedHeadersOptions ToForwardedHeaders()
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }

    private static IPNetwork Network(string entry) =>
        ProxyNetwork.TryParse(entry) ?? throw new UnusableSettingException(
            $"{Setting} \"{entry}\": it has to be an IP address or a network such as 10.0.0.0/8, without bits beyond its length.");
}
