using System.Diagnostics;
using System.Text.Json.Nodes;
using Gateway.InteropTests.Recipes;

namespace Gateway.InteropTests.Grpc;

/// <summary>A service and a client of gRPC that nobody here wrote, with the gateway between them.</summary>
public sealed class GrpcTests
{
    [SkippableFact]
    public async Task Every_kind_of_call_is_as_it_is_without_the_gateway_but_for_those_who_may_not()
    {
        Prerequisites.Grpc.Require();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var service = Start("server.mjs");
        var listening = await service.StandardOutput.ReadLineAsync(limit.Token);
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' } },
              'Scopes': { 'read': 'r', 'cancel': 'c' },
              'Apis': { 'orders': {
                'Prefix': '/orders.Orders', 'KeepPrefix': true, 'Upstream': '{{listening!.Split(' ')[^1]}}',
                'Yarp': { 'Cluster': { 'HttpRequest': { 'Version': '2', 'VersionPolicy': 'RequestVersionExact' } } },
                'Operations': { 'POST /Get': 'read', 'POST /Watch': 'read', 'POST /Talk': 'read', 'POST /Cancel': 'cancel' }
              } }
            }
            """,
            settings: new Dictionary<string, string?> { ["Kestrel:EndpointDefaults:Protocols"] = "Http2" });

        using var client = Start("client.mjs", gateway.Client.BaseAddress!.Authority, issuer.Token("read"));
        var errors = client.StandardError.ReadToEndAsync(limit.Token);
        var found = JsonNode.Parse(await client.StandardOutput.ReadToEndAsync(limit.Token)) ?? throw new InvalidOperationException(await errors);
        service.Kill();

        AssertJson.Equal("""{ "answer": "order 1 for ana, token: 0" }""", found["unary"]!);
        AssertJson.Equal("""{ "code": "NOT_FOUND", "details": "no such order: ä" }""", found["failed"]!);
        Assert.Equal("UNAUTHENTICATED", (string?)found["withoutToken"]!["code"]);
        Assert.Equal("PERMISSION_DENIED", (string?)found["withoutScope"]!["code"]);
        AssertJson.Equal("""["one", "two", "three"]""", found["streamed"]!);
        AssertJson.Equal("""["one!", "two!", "three!"]""", found["talked"]!);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        WorkingDirectory = Prerequisites.Grpc.Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
