using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Gateway.Testing;

/// <summary>A real Kestrel on a free port of 127.0.0.1, without logs.</summary>
public static class LoopbackServer
{
    public const string AnyPort = "http://127.0.0.1:0";

    public static async Task<WebApplication> StartAsync(
        Action<WebApplication> map, string url = AnyPort, Action<KestrelServerOptions>? kestrel = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel ?? (_ => { }));
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls(url);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }
}
