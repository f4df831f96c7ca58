using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Soak;

/// <summary>
/// With <c>DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS</c> the thread that hears of a socket goes on with whatever waited for it. Were anything in a
/// request to wait on that thread, it would hear of no other socket. Here one thread hears of all, and everybody it can wait for is slow.
/// </summary>
public sealed class SlowPeersTests
{
    private const int Many = 30;

    /// <summary>More than the buffers of two connections hold.</summary>
    private static readonly byte[] Large = new byte[64 * 1024 * 1024];

    private static readonly Dictionary<string, string> OneThreadHearsAll = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
        ["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1",
        ["DOTNET_PROCESSOR_COUNT"] = "1",
    };

    [Fact]
    public async Task Nobody_waits_for_services_clients_and_issuers_that_are_slow()
    {
        var release = new TaskCompletionSource();
        await using var issuer = await TestIssuer.StartAsync();
        await using var service = await RecordingUpstream.StartAsync();
        service.Answer = context => AnswerAsync(context, release.Task);
        using var gateway = await GatewayProcess.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' } },
              'Scopes': { 'read': 'r' },
              'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /{what}': 'read', 'POST /{what}': 'read' } } }
            }
            """,
            OneThreadHearsAll);
        while ((await GetAsync(gateway, "quick", issuer.Token("read"))).StatusCode != HttpStatusCode.OK)
        {
            await Task.Yield();
        }

        var token = issuer.Token("read");
        service.Forget();
        var slow = Enumerable.Range(0, Many).Select(_ => GetAsync(gateway, "slow", token)).ToList();
        var unread = await RawAsync(gateway, $"GET /api/large HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n");
        var bodies = await RawAsync(gateway, $"POST /api/slow HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: 1000\r\n\r\nbegun");
        var heads = await RawAsync(gateway, "GET /api/quick HTTP/1.1\r\nHost:");
        await Eventually.IsSoAsync(() => service.Seen.Count == 3 * Many);
        issuer.KeySet = TestAnswer.After(release.Task, TestAnswer.Status(503));
        issuer.SigningKey = TestIssuer.NewEcKey();
        var fetches = issuer.KeyFetches;
        var unknown = GetAsync(gateway, "quick", issuer.Token("read"));
        await Eventually.IsSoAsync(() => issuer.KeyFetches > fetches);

        for (var call = 0; call < 4 * Many; call++)
        {
            // Long, for whoever waits for the slow ones would wait for ever.
            var answer = await GetAsync(gateway, "quick", token).WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.DoesNotContain(slow, call => call.IsCompleted);
        release.SetResult();
        Assert.All(await Task.WhenAll(slow), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, (await unknown).StatusCode);
        foreach (var connection in (RawConnection[])[.. unread, .. bodies, .. heads])
        {
            connection.Dispose();
        }
    }

    private static async Task AnswerAsync(HttpContext context, Task release)
    {
        switch (context.Request.Path.Value)
        {
            case "/slow":
                await release;
                break;
            case "/large":
                await context.Response.Body.WriteAsync(Large, context.RequestAborted);
                break;
        }
    }

    private static Task<HttpResponseMessage> GetAsync(GatewayProcess gateway, string what, string token) => gateway.Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Get, $"/api/{what}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } });

    private static async Task<RawConnection[]> RawAsync(GatewayProcess gateway, string bytes)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => RawConnection.OpenAsync(gateway.Client.BaseAddress!)));
        await Task.WhenAll(connections.Select(connection => connection.WriteAsync(bytes)));
        return connections;
    }
}
