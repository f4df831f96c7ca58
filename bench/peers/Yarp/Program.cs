using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;
using YarpPeer;

// YarpPeer MODE HTTP-PORT HTTP2-PORT SERVICE ISSUER
// bare: YARP as it comes, and nothing else. naive: what most people put around it to check tokens.
if (args is not [("bare" or "naive") and var mode, var http, var http2, var service, var issuer])
{
    Console.Error.WriteLine("YarpPeer bare|naive HTTP-PORT HTTP2-PORT SERVICE ISSUER");
    return 2;
}

var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = null;
    kestrel.Limits.MinRequestBodyDataRate = null;
    kestrel.Limits.MinResponseDataRate = null;
    kestrel.Listen(IPAddress.Loopback, int.Parse(http));
    kestrel.Listen(IPAddress.Loopback, int.Parse(http2), listen => listen.Protocols = HttpProtocols.Http2);
});

var checks = mode == "naive";
var cluster = new ClusterConfig
{
    ClusterId = "service",
    Destinations = new Dictionary<string, DestinationConfig> { ["service"] = new() { Address = service } },
};
var proxy = builder.Services.AddReverseProxy().LoadFromMemory(
    [Route("a", "read:a"), Route("b", "read:b"), Route("w", "write:w"), Route("public", null)], [cluster]);
if (checks)
{
    NaiveChecks.Add(builder.Services, proxy, issuer);
}

var app = builder.Build();
if (checks)
{
    app.UseAuthentication();
    app.UseAuthorization();
}

app.MapReverseProxy();
await app.RunAsync();
return 0;

RouteConfig Route(string name, string? scope) => new()
{
    RouteId = name,
    ClusterId = "service",
    Match = new RouteMatch { Path = $"/{name}/{{**rest}}" },
    AuthorizationPolicy = checks ? scope ?? "anonymous" : null,
};
