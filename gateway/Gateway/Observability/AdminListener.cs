using System.Net;
using Gateway.Observability.Auditing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Observability;

/// <summary>
/// A listener of its own for those who run the gateway. It is a second web application, not a path or a host name of the first, so there is
/// no request to the public listener, whatever its <c>Host</c> says, that could arrive here.
/// </summary>
internal sealed class AdminListener(
    string url, AdminToken token, IServiceProvider gateway, Action<IEndpointRouteBuilder, IServiceProvider> map) : IHostedService, IAsyncDisposable
{
    private const int RequestBodyBytesMax = 16 * 1024;

    private WebApplication? app;

    /// <summary>Where it listens, once started: the port is known when it was asked for as 0.</summary>
    public string Address => app?.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? url;

    /// <summary>
    /// What is wrong with an address for it; null when nothing is. Off loopback it listens only with a token that the operator has chosen,
    /// and only on an address: Kestrel takes a host name that it does not know for "everywhere".
    /// </summary>
    public static string? WhyNot(string url, bool tokenIsConfigured) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || address.Scheme != Uri.UriSchemeHttp
            // Kestrel takes several addresses separated by semicolons; to a Uri the second is part of the first one's path.
            || address is not { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            || !(address.Host == "localhost" || IPAddress.TryParse(address.DnsSafeHost, out _))
            ? "the admin listener has to be at http://, an IP address or localhost, and a port, such as the loopback address http://127.0.0.1:9901"
        : !tokenIsConfigured && address.Host != "localhost" && !IPAddress.IsLoopback(IPAddress.Parse(address.DnsSafeHost))
            ? $"the admin listener has to be on loopback, such as http://127.0.0.1:9901, unless {AdminToken.TokenFileSetting} names a file with a token"
        : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (WhyNot(url, token.IsConfigured) is { } why)
        {
            throw new UnusableSettingException($"--admin {url}: {why}.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBodyBytesMax;
        }).UseUrls(url);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(gateway.GetRequiredService<ILoggerFactory>());

        app = builder.Build();
        app.UseRouting();
        app.UseAdminToken(token, gateway.GetRequiredService<RefusedAdmins>());
        map(app, gateway);
        await app.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
