using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Gateway.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Benchmarks.Micro;

/// <summary>
/// What a service is told, in headers: what is removed from the request to it and what is set. A request can be told of only once, so each
/// time is with a new one; the control is that request alone.
/// </summary>
[Description("Telling the service in headers")]
public class HeadersCost
{
    private readonly (string Name, string Value)[] ofClient =
    [
        ("User-Agent", "example-client/1.0"),
        ("Accept", "application/json"),
        ("Accept-Encoding", "gzip, br"),
        ("Authorization", "Bearer x"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    ];

    private MeasuredGateway gateway = null!;
    private RequestTransform transform = null!;
    private CallerIdentity caller = null!;
    private HttpContext ofNobody = null!;
    private HttpContext ofCaller = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        gateway = await MeasuredGateway.StartAsync(
            "'GET /public': { 'Public': true, 'Why': 'control' }, 'GET /': 'read'",
            api: """
                 'Identity': 'headers',
                 'ForwardClaims': ['https://example.com/roles'],
                 'Forward': { 'tenant': 'X-Tenant', 'department': 'X-Department' },
                 """);
        caller = await gateway.VerifyAsync(gateway.Issuer.Token("read write people", payload =>
        {
            payload["tenant"] = "north";
            payload["department"] = "sales";
            payload["https://example.com/roles"] = new JsonArray("employee", "manager");
        }));
        var transforms = new TransformBuilderContext { Services = gateway.Parts };
        gateway.Parts.GetServices<ITransformProvider>().OfType<ClaimHeadersTransform>().Single().Apply(transforms);
        transform = transforms.RequestTransforms.Single();
        ofNobody = Asked("GET /public", new ClaimsPrincipal());
        ofCaller = Asked("GET /", new ClaimsPrincipal(caller));
    }

    [Benchmark(Baseline = true, Description = "the request alone")]
    public object Request() => NewRequest();

    [Benchmark(Description = "nobody: the operation is public")]
    public ValueTask<object> Nobody() => TellAsync(ofNobody, NewRequest());

    [Benchmark(Description = "the caller, and 3 claims")]
    public ValueTask<object> Caller() => TellAsync(ofCaller, NewRequest());

    [Benchmark(Description = "the same, and 2 headers that look like it are removed")]
    public ValueTask<object> CallerInsteadOfAnother()
    {
        var request = NewRequest();
        request.Headers.TryAddWithoutValidation("gateway_subject", "somebody");
        request.Headers.TryAddWithoutValidation("X-Tenant", "another");
        return TellAsync(ofCaller, request);
    }

    [Benchmark(Description = "once for a token: what there is to tell")]
    public object Introduce() => Introduction.Of(caller, gateway.Policy.Apis[0])!;

    [GlobalCleanup]
    public async Task StopAsync() => await gateway.DisposeAsync();

    private HttpRequestMessage NewRequest()
    {
        var request = new HttpRequestMessage();
        foreach (var (name, value) in ofClient)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async ValueTask<object> TellAsync(HttpContext asked, HttpRequestMessage request)
    {
        await transform.ApplyAsync(new RequestTransformContext { HttpContext = asked, ProxyRequest = request });
        return request;
    }

    private DefaultHttpContext Asked(string operation, ClaimsPrincipal user)
    {
        var context = new DefaultHttpContext { RequestServices = gateway.Parts, User = user };
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(gateway.Operation(operation)), null));
        return context;
    }
}
