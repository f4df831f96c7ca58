using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using Gateway.Admission;
using Gateway.Admission.Paths;
using Microsoft.AspNetCore.Http;

namespace Gateway.Benchmarks.Micro;

/// <summary>What every request pays before anybody asks who sent it: its headers and its path are looked through.</summary>
[Description("Coming in")]
public class GateCost
{
    private readonly HeaderDictionary ofClient = new()
    {
        ["Host"] = "api.example.com",
        ["User-Agent"] = "example-client/1.0",
        ["Accept"] = "application/json",
        ["Accept-Encoding"] = "gzip, br",
        ["Authorization"] = "Bearer x",
    };

    private readonly HeaderDictionary ofBrowser = new()
    {
        ["Host"] = "api.example.com",
        ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        ["Accept"] = "application/json, text/plain, */*",
        ["Accept-Encoding"] = "gzip, deflate, br, zstd",
        ["Accept-Language"] = "en-US,en;q=0.5",
        ["Authorization"] = "Bearer x",
        ["Connection"] = "keep-alive",
        ["Content-Type"] = "application/json",
        ["Content-Length"] = "120",
        ["Origin"] = "https://app.example.com",
        ["Referer"] = "https://app.example.com/",
        ["Cookie"] = "consent=1",
        ["Sec-Fetch-Dest"] = "empty",
        ["Sec-Fetch-Mode"] = "cors",
        ["Sec-Fetch-Site"] = "same-site",
    };

    private MeasuredGateway gateway = null!;
    private InboundHeaders inbound = null!;
    private Routes.Api api = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        gateway = await MeasuredGateway.StartAsync("'GET /{**rest}': 'read'", api: "'Forward': { 'tenant': 'X-Tenant' },");
        inbound = gateway.Part<InboundHeaders>();
        api = gateway.Policy.Apis.Single();
    }

    [Benchmark(Baseline = true, Description = "headers of a program, 5")]
    public bool HeadersOfClient() => Clean(ofClient);

    [Benchmark(Description = "headers of a browser, 15")]
    public bool HeadersOfBrowser() => Clean(ofBrowser);

    /// <summary>They are removed each time, so setting them is a small part of this.</summary>
    [Benchmark(Description = "headers of a program and 3 that it may not send")]
    public bool DishonestHeaders()
    {
        ofClient["Gateway-Subject"] = "somebody";
        ofClient["X-Forwarded-For"] = "10.0.0.1";
        ofClient["X_Tenant"] = "another";
        return Clean(ofClient);
    }

    [Benchmark(Description = "plain path")]
    public bool PlainPath() => MayBe("/api/orders/2041/items/7?expand=all");

    [Benchmark(Description = "path with percent-encoding")]
    public bool EncodedPath() => MayBe("/api/caf%C3%A9s/Z%C3%BCrich/tables?near=Bahnhof%20Z%C3%BCrich");

    [Benchmark(Description = "refused: encoded slash")]
    public bool AmbiguousPath() => MayBe("/api/orders/2041%2F..%2F2042");

    [GlobalCleanup]
    public async Task StopAsync() => await gateway.DisposeAsync();

    private bool Clean(HeaderDictionary headers) => inbound.Clean(headers, fromTrustedProxy: false) is null;

    private bool MayBe(string target) =>
        (RequestTarget.ProblemOf(target) ?? Admission.Paths.AmbiguousPath.ProblemOf(target, api)) is null;
}
