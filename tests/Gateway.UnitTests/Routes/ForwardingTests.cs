using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.UnitTests.Routes;

/// <summary>What YARP makes of a compiled route: the address and the X-Forwarded headers that the service sees.</summary>
public sealed class ForwardingTests
{
    [Theory]
    [InlineData("", "/a/x/1", "http://a:8080/x/1", "/a")]
    [InlineData("", "/A/x/1", "http://a:8080/x/1", "/a")]
    [InlineData("", "/a", "http://a:8080/", "/a")]
    [InlineData("\"KeepPrefix\": true,", "/a/x/1", "http://a:8080/a/x/1", null)]
    [InlineData(
        """  "KeepPrefix": true, "Yarp": { "Route": { "Transforms": [{ "X-Forwarded": "Append" }] } },  """, "/a/x", "http://a:8080/a/x", null)]
    [InlineData("""  "Yarp": { "Route": { "Transforms": [{ "X-Forwarded": "Append" }] } },  """, "/a/x", "http://a:8080/x", "/a")]
    [InlineData("""  "Yarp": { "Route": { "Transforms": [{ "Forwarded": "for,host,proto" }] } },  """, "/a/x", "http://a:8080/x", "/a")]
    [InlineData("""  "Yarp": { "Route": { "Transforms": [{ "PathPrefix": "/v1" }] } },  """, "/a/x", "http://a:8080/v1/x", "/a")]
    public async Task The_prefix_is_removed_and_told_and_the_client_cannot_tell_another(string settings, string path, string address, string? prefix)
    {
        var request = await Forward(settings, path);

        Assert.Equal(address, request.RequestUri!.AbsoluteUri);
        Assert.Equal(prefix, request.Headers.TryGetValues("X-Forwarded-Prefix", out var values) ? Assert.Single(values) : null);
    }

    [Fact]
    public async Task The_usual_X_Forwarded_headers_are_set_and_what_the_client_sent_is_gone()
    {
        var request = await Forward("", "/a/x");

        Assert.Equal("gateway.example", Assert.Single(request.Headers.GetValues("X-Forwarded-Host")));
        Assert.Equal("https", Assert.Single(request.Headers.GetValues("X-Forwarded-Proto")));
        Assert.False(request.Headers.Contains("Forwarded"));
    }

    private static async Task<HttpRequestMessage> Forward(string settings, string path)
    {
        var table = RoutesFiles.Compile(RoutesFiles.WithApis($$"""
            "a": { "Prefix": "/a", "Upstream": "http://a:8080", {{settings}} "Operations": { "GET /{**rest}": "read" } }
            """));
        var services = new ServiceCollection().AddLogging().AddRouting();
        services.AddReverseProxy();
        await using var provider = services.BuildServiceProvider();
        var transformer = provider.GetRequiredService<ITransformBuilder>().Build(table.Routes[0], table.Clusters[0]);

        var context = new DefaultHttpContext { RequestServices = provider };
        context.Request.Method = "GET";
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("gateway.example");
        context.Request.Path = path;
        context.Request.Headers["X-Forwarded-Prefix"] = "/evil";
        context.Request.Headers["X-Forwarded-Host"] = "evil.example";
        context.Request.Headers["Forwarded"] = "host=evil.example";
        var request = new HttpRequestMessage();
        await transformer.TransformRequestAsync(context, request, table.Clusters[0].Destinations!["upstream"].Address, CancellationToken.None);
        return request;
    }
}
