using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.IntegrationTests.Forwarding.Faults;

/// <summary>A gateway, a service, and between them the ways to it, each of which can have a fault. The first in the alphabet is taken first.</summary>
internal sealed class FaultyApi : IAsyncDisposable
{
    private FaultyApi(RecordingUpstream service, FaultProxy[] ways, TestGateway gateway)
    {
        Service = service;
        Ways = ways;
        Gateway = gateway;
    }

    public RecordingUpstream Service { get; }

    public FaultProxy[] Ways { get; }

    public TestGateway Gateway { get; }

    /// <param name="api">Further members of the API, ended by a comma.</param>
    /// <param name="cluster">Further members of YARP's cluster, ended by a comma.</param>
    public static async Task<FaultyApi> StartAsync(
        int ways = 1,
        string api = "",
        string cluster = "",
        TimeProvider? clock = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<KestrelServerOptions>? kestrel = null)
    {
        var service = await RecordingUpstream.StartAsync(kestrel: kestrel);
        FaultProxy[] proxies = [.. Enumerable.Range(0, ways).Select(_ => FaultProxy.Start(service.Url))];
        var gateway = await TestGateway.StartAsync(Routes([.. proxies.Select(proxy => proxy.Url)], api, cluster), clock, settings: settings);
        return new FaultyApi(service, proxies, gateway);
    }

    public static string Routes(string[] addresses, string api = "", string cluster = "") =>
        $$"""
        {
          'Version': 1,
          'Apis': { 'api': {
            'Prefix': '/api', {{api}}
            'Operations': { {{string.Join(", ", "GET POST PUT PATCH DELETE".Split(' ').Select(method => $"'{method} /{{**rest}}': {{ 'Public': true, 'Why': 'test' }}"))}} },
            'Yarp': { 'Cluster': {
              {{cluster}} 'LoadBalancingPolicy': 'FirstAlphabetical',
              'Destinations': { {{string.Join(", ", addresses.Select((address, index) => $"'way-{index}': {{ 'Address': '{address}' }}"))}} }
            } }
          } }
        }
        """;

    public Task<HttpResponseMessage> GetAsync(Action<HttpRequestMessage>? change = null) => Gateway.GetAsync("/api", change: change);

    /// <summary>Every way has it from now on.</summary>
    public void Suffer(Fault fault)
    {
        foreach (var way in Ways)
        {
            way.Fault = fault;
        }
    }

    /// <summary>What an instrument of the gateway measures from now on.</summary>
    public Measurements Measure(string instrument) => Measurements.Of(Gateway, one => one.Name == instrument);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        foreach (var way in Ways)
        {
            await way.DisposeAsync();
        }

        await Service.DisposeAsync();
    }
}
