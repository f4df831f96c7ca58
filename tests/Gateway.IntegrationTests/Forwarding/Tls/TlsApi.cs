using System.Security.Cryptography.X509Certificates;
using Gateway.Forwarding.Tls;
using Gateway.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Forwarding.Tls;

/// <summary>
/// A service at https that lets in whom its authority knows, the files with which the gateway calls it, and the gateway, on a clock that a
/// test moves.
/// </summary>
internal sealed class TlsApi : IAsyncDisposable
{
    public const string Mutual = "'ClientCertificateFile': 'gateway.pem', 'ClientKeyFile': 'gateway.key', 'CaFile': 'ca.pem'";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");
    private readonly SettableClock clock = new();
    private RecordingUpstream? service;
    private TestGateway? gateway;

    public TestAuthority Authority { get; } = TestAuthority.Create();

    public RecordingUpstream Service => service!;

    public TestGateway Gateway => gateway!;

    private ServiceCredentials Files => Gateway.Services.GetRequiredService<ServiceCredentials>();

    private RoutesWatch Watch => Gateway.Services.GetRequiredService<RoutesWatch>();

    /// <param name="tls">The members of <c>UpstreamTls</c>; null: it is not there.</param>
    /// <param name="prepare">After the files were written.</param>
    /// <param name="serverName">For which the service's certificate is.</param>
    /// <param name="asksForCertificate">Whether the service wants one.</param>
    public static async Task<TlsApi> StartAsync(
        string? tls = Mutual, Action<TlsApi>? prepare = null, string serverName = "127.0.0.1", bool asksForCertificate = true)
    {
        var api = new TlsApi();
        try
        {
            await api.StartServiceAsync(serverName, asksForCertificate);
            api.WriteCertificate("gateway one");
            api.Write("ca.pem", api.Authority.Pem);
            api.Write("appsettings.routes.json", api.Text(tls));
            prepare?.Invoke(api);
            api.gateway = await TestGateway.StartFromFileAsync(api.PathOf("appsettings.routes.json"), api.clock);
            return api;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    public string PathOf(string file) => Path.Combine(folder.FullName, file);

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    /// <summary>A new certificate of the gateway's and its key.</summary>
    public void WriteCertificate(string name, TestAuthority? authority = null)
    {
        var issuer = authority ?? Authority;
        using var certificate = issuer.Issue(name);
        Write("gateway.pem", issuer.ChainPem(certificate));
        Write("gateway.key", TestAuthority.KeyPem(certificate));
    }

    public string Text(string? tls, string more = "") => $$"""
        {
          'Version': 1,
          'Apis': { 'api': {
            'Prefix': '/api', 'Upstream': '{{Service.Url}}', {{(tls is null ? "" : $"'UpstreamTls': {{ {tls} }},")}} {{more}}
            'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } }
          } }
        }
        """.Replace('\'', '"');

    /// <summary>Lets the gateway look at the files of the certificates so often.</summary>
    public Task LooksAsync(int times = 2) => LooksAsync(times, TimeSpan.FromSeconds(1), () => Files.LookedAt);

    /// <summary>Lets the gateway judge the routes file.</summary>
    public Task ReloadAsync() => LooksAsync(2, TimeSpan.FromMilliseconds(250), () => Watch.LookedAt);

    /// <summary>Whom the service took the gateway for.</summary>
    public async Task<string> AskAsync()
    {
        using var answer = await Gateway.GetAsync("/api");
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public Task<string> AdminAsync(string path) => Gateway.Admin.GetStringAsync(new Uri(path, UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? default);
        await (service?.DisposeAsync() ?? default);
        folder.Delete(recursive: true);
    }

    private async Task StartServiceAsync(string serverName, bool asksForCertificate)
    {
        // A certificate made in memory is loaded once more, as a server would load it.
        var certificate = X509CertificateLoader.LoadPkcs12(Authority.Issue(serverName).Export(X509ContentType.Pkcs12), null);
        service = await RecordingUpstream.StartAsync("https://127.0.0.1:0", kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode =
                asksForCertificate ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate;
            https.ClientCertificateValidation = (shown, chain, _) => Authority.Knows(shown, chain);
        }));
        Service.Answer = context => context.Response.WriteAsync(
            context.Connection.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, false) ?? "nobody");
    }

    private async Task LooksAsync(int times, TimeSpan interval, Func<DateTimeOffset> lookedAt)
    {
        for (; times > 0; times--)
        {
            clock.Advance(interval);
            await Eventually.IsSoAsync(() => lookedAt() >= clock.GetUtcNow());
        }
    }
}
