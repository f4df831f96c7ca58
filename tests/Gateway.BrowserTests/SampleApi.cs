using DevAuthority;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Gateway.BrowserTests;

/// <summary>The development authority with its seeds, the gateway with the sample policy, and behind it a service that answers everything.</summary>
public sealed class SampleApi : IAsyncLifetime
{
    private readonly string routes = Path.Combine(Directory.CreateTempSubdirectory("gateway-browser").FullName, "appsettings.routes.json");
    private WebApplication? authority;
    private RecordingUpstream? service;
    private TestGateway? gateway;

    public string Authority => authority!.Urls.Single();

    public string Gateway => gateway!.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public async Task InitializeAsync()
    {
        var seeds = Path.Combine(AppContext.BaseDirectory, "seeds.json");
        authority = AuthorityApp.Build(
            ["--environment=Development", "--urls=http://127.0.0.1:0", $"--DevAuthority:Seeds={seeds}"], builder => builder.Logging.ClearProviders());
        await authority.StartAsync();
        service = await RecordingUpstream.StartAsync();
        var policy = await File.ReadAllTextAsync(Repository.PathOf("appsettings.routes.json"));
        await File.WriteAllTextAsync(routes, policy
            .Replace("${AUTHORITY_URL:-http://127.0.0.1:9000}", Authority, StringComparison.Ordinal)
            .Replace("${TIMESHEETS_URL:-http://127.0.0.1:5101}", service.Url, StringComparison.Ordinal));
        gateway = await TestGateway.StartFromFileAsync(routes, settings: new Dictionary<string, string?> { ["Gateway:Docs:ClientId"] = "docs" });
    }

    public async Task DisposeAsync()
    {
        await gateway!.DisposeAsync();
        await service!.DisposeAsync();
        await authority!.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(routes)!, recursive: true);
    }
}
