using System.Security.Claims;
using System.Text.Json;
using Gateway.Downstream;
using Gateway.Downstream.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>A service of three lines on a real Kestrel, behind a <see cref="SigningGateway"/>, on a clock that a test moves.</summary>
internal sealed class DownstreamService : IAsyncDisposable
{
    public const string Audience = "tasks";

    private readonly WebApplication app;

    private DownstreamService(WebApplication app, SigningGateway gateway, SettableClock clock, RecordedLog log)
    {
        this.app = app;
        Gateway = gateway;
        Clock = clock;
        Log = log;
        Url = new(app.Urls.Single());
        Client = new HttpClient { BaseAddress = Url };
    }

    public SigningGateway Gateway { get; }

    public SettableClock Clock { get; }

    public RecordedLog Log { get; }

    public Uri Url { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public GatewayKeys Keys => app.Services.GetRequiredService<GatewayKeys>();

    private KeyRefresh Refresh => app.Services.GetServices<IHostedService>().OfType<KeyRefresh>().Single();

    /// <param name="options">Changes the options, which are those of the README.</param>
    /// <param name="prepare">What the gateway is like when the service starts.</param>
    public static async Task<DownstreamService> StartAsync(
        Action<GatewayIdentityOptions>? options = null,
        Action<SigningGateway>? prepare = null,
        Action<IServiceCollection>? services = null,
        Action<IEndpointRouteBuilder>? map = null)
    {
        var clock = new SettableClock();
        var log = new RecordedLog();
        var gateway = await SigningGateway.StartAsync(clock);
        prepare?.Invoke(gateway);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(LoopbackServer.AnyPort);
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddGatewayIdentity(o =>
        {
            o.Audience = Audience;
            o.Gateway = gateway.Url;
            options?.Invoke(o);
        });
        services?.Invoke(builder.Services);
        var app = builder.Build();
        Map(app);
        map?.Invoke(app);
        await app.StartAsync();

        var service = new DownstreamService(app, gateway, clock, log);
        if (service.Keys.AreFetched)
        {
            await Eventually.IsSoAsync(() => service.Refresh.Next is not null);
        }

        return service;
    }

    /// <summary>A call with the assertion that the gateway would make for it.</summary>
    public Task<Reply> GetAsync(string path = "/tasks") => SendAsync("GET", path, Gateway.Assertion("GET", path.Split('?')[0]));

    public async Task<Reply> SendAsync(string method, string path, params string[] assertions)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.TryAddWithoutValidation(ClaimHeaders.Assertion, assertions);
        using var response = await Client.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    /// <summary>A call with headers of the caller's own making.</summary>
    public async Task<Reply> SendWithAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    /// <summary>When the keys are fetched next, from now.</summary>
    public TimeSpan Pause => Refresh.Next!.Value - Clock.GetUtcNow();

    /// <summary>Moves the clock, and waits for the fetch in the background if one was due by then.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await Eventually.IsSoAsync(() => Refresh.Next > Clock.GetUtcNow());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await Gateway.DisposeAsync();
    }

    private static void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/tasks", ["GET", "HEAD", "DELETE"], (GatewayUser user) => Told.Of(user));
        app.MapGet("/files/{**rest}", (GatewayUser user) => Told.Of(user));
        app.MapPost("/tasks", (GatewayUser user) => Told.Of(user)).RequireScope("read:tasks", "write:tasks");
        app.MapGet("/open", (GatewayUser? user) => Results.Ok(user?.Subject ?? "nobody")).AllowAnonymous();
        app.MapGet("/silent", () => "reached");
        app.MapGet("/claims", (ClaimsPrincipal user) => user.Claims.Select(c => new[] { c.Type, c.Value, c.ValueType, c.Issuer }));
        var group = app.MapGroup("/group").RequireScope("read:tasks");
        group.MapGet("/plain", () => "reached");
        group.MapGet("/more", () => "reached").RequireScope("admin");
        group.MapGet("/open", () => "reached").AllowAnonymous();
    }

    /// <summary>All that an endpoint is told.</summary>
    public sealed record Told(
        string? Subject, string? Client, string Caller, string? Issuer, string[] Scopes, bool IsUser, bool IsMachine, JsonElement Claims)
    {
        public static Told Of(GatewayUser user) => new(
            user.Subject, user.Client, user.Caller, user.Issuer, [.. user.Scopes.Order(StringComparer.Ordinal)], user.IsUser, user.IsMachine, user.Claims);
    }
}
