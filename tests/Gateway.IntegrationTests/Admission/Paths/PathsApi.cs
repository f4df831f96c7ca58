using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.IntegrationTests.Admission.Paths;

/// <summary>APIs that differ in how a path goes to their service, which is one for all and says what it saw.</summary>
public sealed class PathsApi : IAsyncLifetime
{
    private const string Everyone = "{ 'Public': true, 'Why': 'test' }";

    private const string All =
        "[ 'EncodedSlash', 'EncodedBackslash', 'EncodedQuestionMark', 'EncodedHash', 'EmptySegment', 'Semicolon', 'TrailingDotOrSpace', 'DoubleColon', 'DoubleEncoding' ]";

    private TestIssuer issuer = null!;
    private RecordingUpstream service = null!;

    public TestGateway Gateway { get; private set; } = null!;

    public string Token => issuer.Token("read");

    public async Task InitializeAsync()
    {
        issuer = await TestIssuer.StartAsync();
        service = await RecordingUpstream.StartAsync();
        Gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' } },
              'Scopes': { 'read': 'r', 'admin': 'a' },
              'Apis': {
                'pub': { 'Prefix': '/pub', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /{**rest}': {{Everyone}} } },
                'admin': { 'Prefix': '/admin', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /{**rest}': 'admin' } },
                'lax': { 'Prefix': '/lax/v1', 'Upstream': '{{service.Url}}/base/', 'AllowInPaths': {{All}}, 'Operations': { 'GET /{**rest}': {{Everyone}} } },
                'kept': {
                  'Prefix': '/kept', 'Upstream': '{{service.Url}}', 'KeepPrefix': true, 'AllowInPaths': [ 'EncodedSlash' ],
                  'Operations': { 'GET /{id}': {{Everyone}} } },
                'signed': { 'Prefix': '/signed', 'Upstream': '{{service.Url}}/v2', 'AllowInPaths': {{All}}, 'Operations': { 'GET /{**rest}': 'read' } },
                'shaped': {
                  'Prefix': '/shaped', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /{id}': {{Everyone}} },
                  'Yarp': { 'Route': { 'Transforms': [ { 'PathPattern': '/things/{id}/x' } ] } } },
                'prefixed': {
                  'Prefix': '/prefixed', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /{**rest}': {{Everyone}} },
                  'Yarp': { 'Route': { 'Transforms': [ { 'PathPrefix': '/new' } ] } } }
              }
            }
            """);
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await service.DisposeAsync();
        await issuer.DisposeAsync();
    }

    /// <summary>What becomes of a target that no HTTP client would send; null: the service saw nothing.</summary>
    public async Task<(string Answer, SeenRequest? Seen)> SendAsync(string target, params string[] lines)
    {
        service.Forget();
        var answer = await RawHttp.SendAsync(Gateway.Client.BaseAddress!, [$"GET {target} HTTP/1.1", "Host: gateway", .. lines]);
        return (answer, service.Seen.SingleOrDefault());
    }

    /// <summary>The path that an assertion is for.</summary>
    public static string SignedPath(SeenRequest seen) =>
        JsonElement.Parse(Base64UrlEncoder.Decode(seen.Header("Gateway-Assertion")!.Split('.')[1])).GetProperty("htu").GetString()!;
}
