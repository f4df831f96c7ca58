using System.Diagnostics;
using System.Net.Http.Headers;

namespace Gateway.SideBySide;

/// <summary>What a peer does has to be right before it is asked what it costs.</summary>
internal static class FunctionCheck
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(30);

    /// <summary>Asked more often, a process that is starting would do little else than say that it is.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(RunningPeer peer, Stage stage)
    {
        using var client = new HttpClient { BaseAddress = new Uri(peer.Url) };
        await UntilReadyAsync(peer, stage);
        foreach (var algorithm in peer.Peer.Verifies)
        {
            var tokens = stage.Of(algorithm);
            await RequireAsync(client, peer, "/a/x", tokens.First, 200, $"a good {algorithm.Name} token");
            await RequireAsync(client, peer, "/a/x", tokens.FirstBad, 401, $"a bad {algorithm.Name} signature");
            await RequireAsync(client, peer, "/a/x", tokens.Expired, 401, $"an expired {algorithm.Name} token");
            await RequireAsync(client, peer, "/a/x", tokens.WithoutScope, 403, "a token without scope");
            await RequireAsync(client, peer, "/w/x", tokens.First, 403, "a token for something else");
            await RequireToldAsync(client, peer, tokens.First);
        }

        await RequireAsync(client, peer, "/a/x", null, peer.Peer.Verifies.Count > 0 ? 401 : 200, "no token");
    }

    /// <summary>Those that ask the issuer for its keys have not all of them when they begin to listen.</summary>
    public static async Task UntilReadyAsync(RunningPeer peer, Stage stage)
    {
        using var client = new HttpClient { BaseAddress = new Uri(peer.Url) };
        var clock = Stopwatch.StartNew();
        while (await StatusAsync(client, "/a/x", stage.Rs256.First) is var status && status != 200)
        {
            if (clock.Elapsed > ReadyMax)
            {
                throw new BenchmarkException($"{peer.Peer}: a good token is still answered {status}");
            }

            await Task.Delay(Glance);
        }
    }

    private static async Task<int> StatusAsync(HttpClient client, string path, string? token)
    {
        using var answer = await SendAsync(client, path, token);
        return (int)answer.StatusCode;
    }

    private static async Task RequireAsync(HttpClient client, RunningPeer peer, string path, string? token, int expected, string what)
    {
        var status = await StatusAsync(client, path, token);
        // A module of Apache has no other word for it: 401, with insufficient_scope.
        if (status != expected && !(expected == 403 && status == 401 && peer.Peer == Peers.Apache))
        {
            throw new BenchmarkException($"{peer.Peer}: {what} is answered {status} and not {expected}");
        }
    }

    private static async Task RequireToldAsync(HttpClient client, RunningPeer peer, string token)
    {
        using var answer = await SendAsync(client, "/a/x", token);
        var told = await answer.Content.ReadAsStringAsync();
        if (!told.StartsWith("subject=user-00000000 client=client-000 scopes=read:a read:b ", StringComparison.Ordinal))
        {
            throw new BenchmarkException($"{peer.Peer}: the service is not told who calls, but {told}");
        }
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        // Somebody else's word, which has to be thrown away.
        request.Headers.Add("Gateway-Subject", "somebody");
        return client.SendAsync(request);
    }
}
