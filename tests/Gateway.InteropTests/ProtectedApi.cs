using System.Net;
using Gateway.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.InteropTests;

/// <summary>
/// The gateway with the preset <c>rfc9068</c>, in front of a service that records. Its clock starts at the real time, which is the
/// server's, and stands still until a test moves it.
/// </summary>
internal sealed class ProtectedApi : IAsyncDisposable
{
    private ProtectedApi(RecordingUpstream service, TestGateway gateway, SettableClock clock)
    {
        Service = service;
        Gateway = gateway;
        Clock = clock;
    }

    public RecordingUpstream Service { get; }

    public TestGateway Gateway { get; }

    public SettableClock Clock { get; }

    /// <summary>Who calls, as the service was told with the one request that reached it.</summary>
    public (string? Caller, string? Subject, string? Client, string? Issuer, string? Scopes) Told
    {
        get
        {
            var request = Service.Only;
            return (request.Header("Gateway-Caller"), request.Header("Gateway-Subject"), request.Header("Gateway-Client"),
                request.Header("Gateway-Issuer"), request.Header("Gateway-Scopes"));
        }
    }

    public static Task<ProtectedApi> StartAsync(params OidcProvider[] trusted) => StartAsync(string.Join(
        ", ", trusted.Select((server, i) => $"'server{i}': {{ 'Issuer': '{server.Url}', 'Audience': '{OidcProvider.Api}' }}")));

    /// <param name="issuers">The members of <c>Issuers</c>.</param>
    public static async Task<ProtectedApi> StartAsync(string issuers)
    {
        var clock = new SettableClock(TimeProvider.System.GetUtcNow());
        var service = await RecordingUpstream.StartAsync();
        var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { {{issuers}} },
              'Scopes': { 'read': 'Read', 'write': 'Write' },
              'Apis': {
                'api': {
                  'Prefix': '/api',
                  'Upstream': '{{service.Url}}',
                  'Operations': {
                    'GET /': 'read',
                    'POST /': 'write',
                    'GET /for-users': { 'Scopes': 'read', 'Caller': 'user' },
                    'GET /for-machines': { 'Scopes': 'read', 'Caller': 'machine' }
                  }
                }
              }
            }
            """,
            clock);
        return new ProtectedApi(service, gateway, clock);
    }

    public Task<HttpResponseMessage> ReadAsync(string token) => Gateway.GetAsync("/api", token);

    public Task<HttpResponseMessage> WriteAsync(string token) => Gateway.SendAsync("POST", "/api", token);

    /// <summary>401 with this description, and the service has seen nothing.</summary>
    public async Task RefusesAsync(string token, string description)
    {
        Service.Forget();
        await ReadAsync(token).IsRefusedTokenAsync(description);
        Assert.Empty(Service.Seen);
    }

    /// <summary>Lets the time of the next refresh come, and waits until the gateway no longer accepts a token.</summary>
    public async Task UntilRefusedAsync(string token)
    {
        var keys = Gateway.Services.GetRequiredService<TrustedIssuers>().All.Single().Keys;
        await Eventually.IsSoAsync(() => keys.Describe().NextRefresh is not null);
        Clock.Advance(TimeSpan.FromMinutes(11));
        await Eventually.IsSoAsync(async () =>
        {
            using var answer = await ReadAsync(token);
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Service.DisposeAsync();
    }
}
