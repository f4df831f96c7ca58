using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.IntegrationTests.Forwarding;

/// <summary>What the gateway's connections to services do, and what they leave to the client.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task A_redirect_is_an_answer_and_not_followed()
    {
        await using var api = await Api.StartAsync("'GET /{**rest}': 'read'");
        api.Service.Answer = context => TestAnswer.Redirect("/elsewhere")(context);
        using var answer = await api.Gateway.GetAsync("/api/here", api.Issuer.Token("read"));

        Assert.Equal((HttpStatusCode.Found, "/elsewhere"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal("/here", api.Service.Only.Target);
    }

    [Fact]
    public async Task A_cookie_of_one_caller_is_not_sent_with_the_call_of_another()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        api.Service.Answer = context =>
        {
            context.Response.Cookies.Append("session", "ana");
            return context.Response.WriteAsync("reached");
        };
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();

        Assert.All(api.Service.Seen, seen => Assert.Null(seen.Header("Cookie")));
    }

    [Fact]
    public async Task What_is_packed_stays_packed()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        api.Service.Answer = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await gzip.WriteAsync("packed"u8.ToArray());
        };
        using var answer = await api.Gateway.GetAsync("/api", api.Issuer.Token("read"), r => r.Headers.Add("Accept-Encoding", "gzip"));

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        using var unpacked = new StreamReader(new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress), Encoding.UTF8);
        Assert.Equal("packed", await unpacked.ReadToEndAsync());
    }

    [Fact]
    public async Task HTTP_2_without_TLS_passes_through_with_its_trailers()
    {
        await using var service = await RecordingUpstream.StartAsync(
            kestrel: server => server.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        service.Answer = async context =>
        {
            context.Response.DeclareTrailer("grpc-status");
            await context.Response.WriteAsync(context.Request.Protocol);
            context.Response.AppendTrailer("grpc-status", "0");
        };
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Apis': { 'api': {
                'Prefix': '/api', 'Upstream': '{{service.Url}}',
                'Operations': { 'POST /': { 'Public': true, 'Why': 'test' } },
                'Yarp': { 'Cluster': { 'HttpRequest': { 'Version': '2', 'VersionPolicy': 'RequestVersionExact' } } }
              } }
            }
            """,
            settings: new Dictionary<string, string?> { ["Kestrel:EndpointDefaults:Protocols"] = "Http2" });
        using var answer = await gateway.SendAsync("POST", "/api", change: r =>
        {
            (r.Version, r.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
            r.Content = new StringContent("ping");
        });

        Assert.Equal("HTTP/2", await answer.Content.ReadAsStringAsync());
        Assert.Equal(["0"], answer.TrailingHeaders.GetValues("grpc-status"));
    }

    [Fact]
    public async Task Headers_of_an_answer_that_are_larger_than_configured_are_502()
    {
        await using var api = await Api.StartAsync(
            "'GET /': 'read'", settings: new Dictionary<string, string?> { ["Gateway:Forwarding:ResponseHeadersSizeMax"] = "4KiB" });
        api.Service.Answer = context =>
        {
            context.Response.Headers["X-Large"] = new string('x', context.Request.Query.ContainsKey("large") ? 5000 : 3000);
            return context.Response.WriteAsync("reached");
        };
        await api.Gateway.GetAsync("/api?large", api.Issuer.Token("read")).IsRefusedAsync(502, "service_unreachable");
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
    }
}
