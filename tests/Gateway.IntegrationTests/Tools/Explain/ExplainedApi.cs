using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Tools.Explain;

/// <summary>One policy twice: a gateway that serves it, and the file for <c>explain</c>. Two issuers, one service.</summary>
public sealed class ExplainedApi : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public TestIssuer Issuer { get; private set; } = null!;

    /// <summary>Trusted too, but not by every operation.</summary>
    public TestIssuer Partner { get; private set; } = null!;

    public RecordingUpstream Service { get; private set; } = null!;

    public TestGateway Gateway { get; private set; } = null!;

    public string RoutesFile => Path.Combine(folder.FullName, "appsettings.routes.json");

    public async Task InitializeAsync()
    {
        Issuer = await TestIssuer.StartAsync();
        Partner = await TestIssuer.StartAsync();
        Service = await RecordingUpstream.StartAsync();
        var routes = $$"""
            {
              'Version': 1,
              'Issuers': {
                'main': { 'Issuer': '{{Issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}', 'Clients': ['app', 'robot'], 'MaxTokenAge': '1h' },
                'partner': { 'Issuer': '{{Partner.Url}}', 'Audience': '{{TestIssuer.Audience}}' }
              },
              'Scopes': { 'read': 'r', 'write': { 'Description': 'w', 'Implies': ['read'] }, 'audit': 'a' },
              'Apis': {
                'api': {
                  'Prefix': '/api', 'Upstream': '{{Service.Url}}/base', 'ForwardClaims': ['roles'],
                  'Forward': { 'email': 'X-User-Email' },
                  'Operations': {
                    'GET /': 'read',
                    'GET /{id:int}': 'read',
                    'GET /all': { 'Scopes': { 'AllOf': ['write', 'audit'] } },
                    'GET /any': { 'Scopes': { 'AnyOf': ['audit', { 'AllOf': ['read', 'write'] }] } },
                    'POST /machine': { 'Scopes': 'read', 'Caller': 'machine', 'Clients': ['robot'] },
                    'GET /claims': { 'Claims': { 'roles': ['boss'] } },
                    'GET /stepup': { 'Scopes': 'read', 'StepUp': { 'Acr': ['mfa'], 'MaxAge': '5m' } },
                    'GET /main': { 'Scopes': 'read', 'Issuers': ['main'] },
                    'GET /token': { 'AnyToken': true },
                    'GET /open': { 'Public': true, 'Why': 'test' }
                  }
                },
                'kept': {
                  'Prefix': '/kept', 'Upstream': '{{Service.Url}}', 'KeepPrefix': true,
                  'Forward': { 'email': { 'Header': 'X-Email', 'Required': true } },
                  'Operations': { 'GET /{**rest}': 'read' },
                  'Yarp': { 'Route': { 'Transforms': [{ 'PathPrefix': '/v2' }] } }
                }
              }
            }
            """;
        Gateway = await TestGateway.StartAsync(routes);
        await File.WriteAllTextAsync(RoutesFile, routes.Replace('\'', '"'));
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Service.DisposeAsync();
        await Partner.DisposeAsync();
        await Issuer.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Runs <c>explain</c> on the file; a token goes in on stdin.</summary>
    public async Task<CommandRun> ExplainAsync(string method, string url, string? token = null, params string[] more)
    {
        string[] from = token is null ? [] : ["--token-file", "-"];
        var run = await CommandRun.OfAsync(token ?? "", ["explain", method, url, "--routes", RoutesFile, "--env", "Development", .. from, .. more]);
        foreach (var part in token?.Split('.').Where(part => part.Length > 8) ?? [])
        {
            Assert.DoesNotContain(part, run.Out + run.Error, StringComparison.Ordinal);
        }

        return run;
    }

    public async Task<JsonObject> ExplainAsJsonAsync(string method, string url, string? token = null, params string[] more)
    {
        var run = await ExplainAsync(method, url, token, [.. more, "--format", "json"]);
        Assert.True(run.Out.Length > 0, run.Error);
        return JsonNode.Parse(run.Out)!.AsObject();
    }

    /// <summary>A token of the main issuer's.</summary>
    public string Token(string scope = "read", Action<JsonObject>? change = null, Action<JsonObject>? header = null) => Issuer.Token(scope, change, header);
}
