using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using Gateway.Claims;
using Gateway.Claims.Assertion;

namespace Gateway.Benchmarks.Micro;

/// <summary>What a service is told, in a signed assertion.</summary>
[Description("Telling the service in an assertion")]
public class AssertionCost
{
    private MeasuredGateway gateway = null!;
    private SignedAssertions assertions = null!;
    private Introduction introduction = null!;
    private int paths;

    [GlobalSetup]
    public async Task StartAsync()
    {
        gateway = await MeasuredGateway.StartAsync("'GET /': 'read'", api: "'Identity': 'assertion',");
        assertions = gateway.Part<SignedAssertions>();
        introduction = Introduction.Of(await gateway.VerifyAsync(gateway.Issuer.Token("read write people")), gateway.Policy.Apis[0])!;
    }

    [Benchmark(Baseline = true, Description = "used again")]
    public string UsedAgain() => assertions.For(introduction, "GET", "/api/orders");

    /// <summary>A path that never came before; making its text is a small part of this.</summary>
    [Benchmark(Description = "signed anew")]
    public string SignedAnew() => assertions.For(introduction, "GET", $"/api/orders/{++paths}");

    [GlobalCleanup]
    public async Task StopAsync() => await gateway.DisposeAsync();
}
