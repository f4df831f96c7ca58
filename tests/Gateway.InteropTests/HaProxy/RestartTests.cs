using System.Collections.Concurrent;
using System.Net;
using Gateway.InteropTests.Recipes;

namespace Gateway.InteropTests.HaProxy;

/// <summary>One of two gateways behind a load balancer is restarted while clients call, and none of them notices.</summary>
public sealed class RestartTests : IDisposable
{
    private const int RequestsMin = 3_000;
    private const int Clients = 16;

    /// <summary>
    /// Three checks that fail, every two seconds, and two seconds more, and as many again for a busy machine. With 2 s every tenth request fails, with
    /// none every seventh.
    /// </summary>
    private const string Delay = "16s";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(75);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public void Dispose() => folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Under_load_no_request_fails()
    {
        Prerequisites.HaProxy.Require();
        await using var service = await RecordingUpstream.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.routes.json"), $$"""
            { "Version": 1, "Apis": { "api": { "Prefix": "/api", "Upstream": "{{service.Url}}",
              "Operations": { "GET /": { "Public": true, "Why": "test" } } } } }
            """);
        int[] free = [.. Enumerable.Range(0, 100).Select(_ => RunningRecipe.FreePort()).Distinct().Take(5)];
        (int Public, int Admin)[] ports = [(free[0], free[1]), (free[2], free[3])];
        using var staying = Start(ports[1]);
        using var first = Start(ports[0]);
        await staying.UntilPrintedAsync("Serving ");
        await first.UntilPrintedAsync("Serving ");
        using var balancer = await RunningHaProxy.StartAsync(free[4], ports);

        using var load = new Load(balancer.Url);
        await load.UntilServedByAsync("gateway0");
        await load.UntilServedByAsync("gateway1");
        Assert.Equal(0, (await first.TerminateAsync()).ExitCode);
        Assert.Contains("closed: every request has ended", first.Output, StringComparison.Ordinal);
        load.Forget();
        await load.UntilServedByAsync("gateway1");
        using var again = Start(ports[0]);
        await load.UntilServedByAsync("gateway0");
        await load.UntilSentAsync(RequestsMin);

        await load.EndAsync();
        Assert.True(load.Failures.IsEmpty, $"{load.Failures.Count} of {load.Sent} failed: {string.Join(", ", load.Failures.Distinct())}");
    }

    private RunningProgram Start((int Public, int Admin) ports) => RunningProgram.Start(
        "gateway/Gateway",
        ["--urls", $"http://127.0.0.1:{ports.Public}", "--admin", $"http://127.0.0.1:{ports.Admin}"],
        folder.FullName,
        new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Gateway__Drain__Delay"] = Delay });

    /// <summary>Clients that call one after the other, over connections that they keep, until they are told to end.</summary>
    private sealed class Load : IDisposable
    {
        private readonly HttpClient client;
        private readonly CancellationTokenSource end = new();
        private readonly Task clients;
        private int sent;

        public Load(Uri url)
        {
            client = new HttpClient { BaseAddress = url };
            clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => CallAsync()));
        }

        public int Sent => Volatile.Read(ref sent);

        public ConcurrentQueue<string> Failures { get; } = new();

        private ConcurrentDictionary<string, bool> ServedBy { get; } = new();

        public void Forget() => ServedBy.Clear();

        public Task UntilServedByAsync(string gateway) => Eventually.IsSoAsync(() => ServedBy.ContainsKey(gateway));

        public Task UntilSentAsync(int count) => Eventually.IsSoAsync(() => Sent >= count);

        public async Task EndAsync()
        {
            await end.CancelAsync();
            await clients;
        }

        public void Dispose()
        {
            end.Cancel();
            end.Dispose();
            client.Dispose();
        }

        private async Task CallAsync()
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    using var answer = await client.GetAsync("/api");
                    if (answer.StatusCode == HttpStatusCode.OK)
                    {
                        ServedBy[answer.Headers.GetValues("X-Served-By").Single()] = true;
                    }
                    else
                    {
                        Failures.Enqueue($"{(int)answer.StatusCode}");
                    }
                }
                catch (HttpRequestException failed)
                {
                    Failures.Enqueue(failed.Message);
                }

                Interlocked.Increment(ref sent);
                await Task.Delay(Pause);
            }
        }
    }
}
