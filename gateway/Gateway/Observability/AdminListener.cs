using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Observability;

/// <summary>
/// A listener of its own for those who run the gateway. It is a second web application, not a path or a host name of the first, so there is
/// no request to the public listener, whatever its <c>Host</c> says, that could arrive here.
/// </summary>
internal sealed class AdminListener(string url, IServiceProvider gateway, Action<IEndpointRouteBuilder, IServiceProvider> map) : IHostedService, IAsyncDisposable
{
    private WebApplication? app;

    /// <summary>Where it listens, once started: the port is known when it was asked for as 0.</summary>
    public string Address => app?.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? url;

    /// <summary>
    /// Whether an address can be reached from this machine only. Nothing else is accepted: what the listener tells is not for everyone.
    /// </summary>
    public static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttp
        // Kestrel takes several addresses separated by semicolons; to a Uri the second is part of the first one's path.
        && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
        && (address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(url);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(gateway.GetRequiredService<ILoggerFactory>());

        app = builder.Build();
        app.UseRouting();
        map(app, gateway);
        await app.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
