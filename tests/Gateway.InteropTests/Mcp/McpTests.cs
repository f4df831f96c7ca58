using System.Diagnostics;
using System.Text.Json.Nodes;
using Gateway.InteropTests.Recipes;

namespace Gateway.InteropTests.Mcp;

/// <summary>
/// An MCP server behind the gateway, called by the protocol's official client, which gets its token by itself: from the 401 to the metadata
/// (RFC 9728), to the authorization server, and back.
/// </summary>
public sealed class McpTests(OidcProviderFixture server) : IClassFixture<OidcProviderFixture>
{
    private static readonly Recipe Service = new(Prerequisites.McpService, "node server.mjs", "");

    [SkippableFact]
    public async Task The_client_finds_its_way_from_the_401_to_a_session_with_tools()
    {
        var (found, gateway) = await CallAsync("read", "write");

        Assert.True(found["error"] is null, found.ToJsonString());
        Assert.Equal($"{gateway}/mcp", (string?)found["resource"]);
        Assert.Contains($"resource_metadata=\"{gateway}/.well-known/oauth-protected-resource/mcp\"", (string?)found["challenge"], StringComparison.Ordinal);
        Assert.Equal("/.well-known/oauth-protected-resource/mcp", (string?)found["metadata"]![0]);
        Assert.Equal(["go", "wait", "whoami"], found["tools"]!.AsArray().Select(tool => (string?)tool));
        Assert.NotNull((string?)found["session"]);
    }

    [SkippableFact]
    public async Task The_service_is_told_who_calls_and_never_sees_the_token()
    {
        var (found, _) = await CallAsync("read", "write");
        AssertJson.Equal(
            """{ "sub": "nightly", "client_id": "nightly", "caller": "machine", "scope": "read write", "authorization": null }""",
            found["whoami"]!);
    }

    [SkippableFact]
    public async Task What_the_service_says_in_a_stream_arrives_while_it_is_still_speaking()
    {
        var (found, _) = await CallAsync("read", "write");
        Assert.Equal(("waiting", "done"), ((string?)found["streamed"], (string?)found["waited"]));
    }

    [SkippableFact]
    public async Task Without_the_scope_the_client_is_refused()
    {
        var (found, _) = await CallAsync("read");
        Assert.NotNull(found["error"]);
        Assert.Null(found["tools"]);
    }

    private async Task<(JsonNode Found, string Gateway)> CallAsync(params string[] scopes)
    {
        Prerequisites.McpService.Require();
        Prerequisites.McpClient.Require();
        Prerequisites.NodeRecipe.Require();
        var port = RunningRecipe.FreePort();
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': '{{server.Provider.Url}}', 'Audience': '{{OidcProvider.Api}}' } },
              'Scopes': { 'read': 'Read', 'write': 'Write' },
              'Apis': {
                'mcp': {
                  'Prefix': '/mcp', 'Upstream': 'http://127.0.0.1:{{port}}', 'Identity': 'assertion',
                  'Operations': { 'GET /': 'read', 'POST /': { 'Scopes': { 'AllOf': ['read', 'write'] } }, 'DELETE /': 'read' }
                }
              }
            }
            """);
        var url = gateway.Client.BaseAddress!.ToString().TrimEnd('/');
        using var service = await RunningRecipe.StartAsync(Service, url, "mcp", port);
        return (await RunClientAsync($"{url}/mcp", string.Join(' ', scopes)), url);
    }

    private static async Task<JsonNode> RunClientAsync(string url, string scope)
    {
        using var client = new Process
        {
            StartInfo = new ProcessStartInfo("node", ["client.mjs", url, "nightly", "nightly-secret", OidcProvider.ApiSignedWithRsa, scope])
            {
                WorkingDirectory = Prerequisites.McpClient.Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        client.Start();
        var errors = client.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var said = await client.StandardOutput.ReadToEndAsync(limit.Token);
            return JsonNode.Parse(said) ?? throw new InvalidOperationException(await errors);
        }
        finally
        {
            if (!client.HasExited)
            {
                client.Kill(entireProcessTree: true);
            }
        }
    }
}
