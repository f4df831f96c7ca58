using System.Net.Http.Headers;
using System.Text;
using Gateway.Observability;
using Gateway.Routes;
using Gateway.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gateway.Testing;

/// <summary>The gateway itself, built as the program builds it, on free ports of 127.0.0.1.</summary>
public sealed class TestGateway : IAsyncDisposable
{
    private static readonly RoutesEnvironment Development = new("Development", _ => null);

    /// <summary>Where many connect at once, and none of them may be given up for it.</summary>
    private static readonly Dictionary<string, string?> ForBusyMachines = new() { ["Gateway:Forwarding:ConnectTimeout"] = "1m" };

    private readonly WebApplication app;

    private TestGateway(WebApplication app, RecordedLog log)
    {
        this.app = app;
        Log = log;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
        var token = app.Services.GetRequiredService<AdminToken>();
        AdminTokenFile = token.File!;
        AdminToken = File.ReadAllText(AdminTokenFile).TrimEnd();
        IssuedSecrets.Keep(AdminToken);
        Admin = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<AdminListener>().Address) };
        Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken);
    }

    /// <summary>The gateway's own parts, for what cannot be seen from outside.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Calls the public listener.</summary>
    public HttpClient Client { get; }

    /// <summary>Calls the admin listener, with the admin token.</summary>
    public HttpClient Admin { get; }

    /// <summary>The admin token, as the file says that the gateway has named.</summary>
    public string AdminToken { get; }

    public string AdminTokenFile { get; }

    /// <summary>Everything the gateway logged. When it is disposed there may be no token in it.</summary>
    public RecordedLog Log { get; }

    /// <param name="routes">The text of a routes file; it may use single quotes for double ones, to be readable in C#.</param>
    /// <param name="settings">As in <c>appsettings.json</c>: <c>Gateway:Revocation:File</c>.</param>
    /// <param name="waitForIssuers">Until every issuer was asked once; without it requests may meet a gateway that has no keys yet.</param>
    public static async Task<TestGateway> StartAsync(
        string routes, TimeProvider? clock = null, bool waitForIssuers = true, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var text = Encoding.UTF8.GetBytes(routes.Replace('\'', '"'));
        var read = RouteTableReader.Read("appsettings.routes.json", text, Development);
        return read.Table is { } table
            ? await StartAsync(table, null, clock, waitForIssuers, settings)
            : throw new ArgumentException(string.Join('\n', read.Mistakes), nameof(routes));
    }

    /// <summary>From a routes file, or a directory of them, that it keeps up with, as the program does.</summary>
    public static async Task<TestGateway> StartFromFileAsync(
        string path, TimeProvider? clock = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var source = new RoutesSource(path, Development);
        var read = source.Read();
        return read.Table is { } table
            ? await StartAsync(table, source, clock, waitForIssuers: true, settings)
            : throw new ArgumentException(string.Join('\n', read.Mistakes), nameof(path));
    }

    private static async Task<TestGateway> StartAsync(
        RouteTable table, RoutesSource? source, TimeProvider? clock, bool waitForIssuers, IReadOnlyDictionary<string, string?>? settings)
    {

        var log = new RecordedLog();
        var options = new ServeOptions("http://127.0.0.1:0", "http://127.0.0.1:0", "Development");
        var app = Program.Build(options, table, source, builder =>
        {
            builder.Configuration.AddInMemoryCollection(ForBusyMachines).AddInMemoryCollection(settings);
            builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
            if (clock is not null)
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(clock));
            }
        });
        await app.StartAsync();

        var gateway = new TestGateway(app, log);
        if (waitForIssuers)
        {
            await Eventually.IsSoAsync(async () => (await gateway.Admin.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode);
        }

        return gateway;
    }

    /// <summary>Sends one request, with a Bearer token if one is given.</summary>
    public Task<HttpResponseMessage> SendAsync(string method, string path, string? token = null, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        change?.Invoke(request);
        return Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null, Action<HttpRequestMessage>? change = null) =>
        SendAsync("GET", path, token, change);

    public ILogger LoggerOf(string category) => app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    /// <summary>As a signal would have it stop, in order; disposed without it, it is dropped as it is.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Admin.Dispose();
        await app.DisposeAsync();
        IssuedSecrets.RequireNoneIn(Log.Text, "the log");
    }
}
