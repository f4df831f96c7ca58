using Gateway.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Routes;

/// <summary>An issuer, two services and a gateway that keeps up with a routes file, on a clock that a test moves.</summary>
internal sealed class ReloadingApi : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");
    private readonly SettableClock clock = new();
    private RoutesWatch watch = null!;

    public TestIssuer Issuer { get; private set; } = null!;

    public RecordingUpstream One { get; private set; } = null!;

    public RecordingUpstream Two { get; private set; } = null!;

    public TestGateway Gateway { get; private set; } = null!;

    public SettableClock Clock => clock;

    public string Folder => folder.FullName;

    public string File => Path.Combine(Folder, "appsettings.routes.json");

    public RoutesInForce Routes => Gateway.Services.GetRequiredService<RoutesInForce>();

    public RoutesWatch Watch => watch;

    /// <param name="operations">Of the API at first; its service is <see cref="One"/>.</param>
    public static async Task<ReloadingApi> StartAsync(
        string operations = "'GET /': 'read'", Action<ReloadingApi>? beforeStart = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var api = new ReloadingApi();
        api.Issuer = await TestIssuer.StartAsync(api.clock);
        api.One = await RecordingUpstream.StartAsync();
        api.Two = await RecordingUpstream.StartAsync();
        api.Write(api.Text(operations));
        beforeStart?.Invoke(api);
        api.Gateway = await TestGateway.StartFromFileAsync(api.File, api.clock, settings);
        api.watch = api.Gateway.Services.GetRequiredService<RoutesWatch>();
        return api;
    }

    /// <summary>A routes file with one API below <c>/api</c>; single quotes will do.</summary>
    public string Text(string operations, RecordingUpstream? service = null, string audience = TestIssuer.Audience, string more = "") =>
        $$"""
        {
          'Version': 1,
          'Issuers': { 'main': { 'Issuer': '{{Issuer.Url}}', 'Audience': '{{audience}}' } {{more}} },
          'Scopes': { 'read': 'r', 'write': 'w' },
          'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{(service ?? One).Url}}', 'Operations': { {{operations}} } } }
        }
        """.Replace('\'', '"');

    public void Write(string text) => System.IO.File.WriteAllText(File, text);

    /// <summary>Writes the file and lets the gateway look at it until it has judged it.</summary>
    public async Task ChangeAsync(string text)
    {
        Write(text);
        await LooksAsync(2);
    }

    /// <summary>Lets the time of a look pass, so often, and waits each time until the gateway has looked.</summary>
    public async Task LooksAsync(int times)
    {
        for (; times > 0; times--)
        {
            clock.Advance(TimeSpan.FromMilliseconds(250));
            await Eventually.IsSoAsync(() => watch.LookedAt >= clock.GetUtcNow());
        }
    }

    public Task<HttpResponseMessage> GetAsync(string scopes = "read", string path = "/api") => Gateway.GetAsync(path, Issuer.Token(scopes));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await One.DisposeAsync();
        await Two.DisposeAsync();
        await Issuer.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
