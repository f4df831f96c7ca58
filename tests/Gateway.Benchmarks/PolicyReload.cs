using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Routes;
using Gateway.Testing;
using Gateway.Testing.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks;

/// <summary>
/// What requests notice while a large routes file is changed again and again: real requests with a token that is known, through the gateway
/// to a service, before and during the changes. The slowest request is what a change may cost somebody.
/// </summary>
internal static class PolicyReload
{
    private const int Changes = 10;
    private const int Clients = 4;
    private const string Called = "/called";

    public static async Task<int> RunAsync(int operations, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-");
        try
        {
            var file = Path.Combine(folder.FullName, "appsettings.routes.json");
            await using var issuer = await TestIssuer.StartAsync();
            await using var service = await RecordingUpstream.StartAsync();
            await File.WriteAllTextAsync(file, Text(operations, 0));
            await using var gateway = await TestGateway.StartFromFileAsync(file, settings: new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" });
            var watch = gateway.Services.GetRequiredService<RoutesWatch>();

            await LoadAsync(() => Task.Delay(TimeSpan.FromSeconds(5))); // until the code is warm
            var quiet = await LoadAsync(() => Task.Delay(TimeSpan.FromSeconds(5)));
            var effects = new List<double>();
            var changing = await LoadAsync(async () =>
            {
                for (var change = 1; change <= Changes; change++)
                {
                    var text = Text(operations, change);
                    var since = Stopwatch.StartNew();
                    await File.WriteAllTextAsync(file, text);
                    while (watch.Changes < change)
                    {
                        await Task.Delay(5);
                    }

                    effects.Add(since.Elapsed.TotalMilliseconds);
                }
            });

            output.WriteLine($"{operations.ToString("N0", CultureInfo.InvariantCulture)} operations, {Changes} changes, {Clients} clients without a pause:");
            output.WriteLine();
            output.WriteLine("| | requests | failed | p50 ms | p99 ms | slowest ms |");
            output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
            Report("no change", quiet);
            Report("file changed again and again", changing);
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"From the write until it counts: {effects.Order().ElementAt(effects.Count / 2):N0} ms (median)"));
            return 0;

            async Task<(List<double> Times, int Failed)> LoadAsync(Func<Task> meanwhile)
            {
                var token = issuer.Token("read", payload => payload["exp"] = 4_000_000_000);
                var (times, failed) = (new List<double>(), 0);
                using var ends = new CancellationTokenSource();
                var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
                {
                    while (!ends.IsCancellationRequested)
                    {
                        var start = Stopwatch.GetTimestamp();
                        using var answer = await gateway.GetAsync(Called, token);
                        lock (times)
                        {
                            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                            failed += answer.IsSuccessStatusCode ? 0 : 1;
                        }
                    }
                })).ToArray();
                await meanwhile();
                await ends.CancelAsync();
                await Task.WhenAll(clients);
                return (times, failed);
            }

            void Report(string what, (List<double> Times, int Failed) load)
            {
                var sorted = load.Times.Order().ToList();
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {what} | {sorted.Count:N0} | {load.Failed} | {sorted[sorted.Count / 2]:N1} | {sorted[sorted.Count * 99 / 100]:N1} | {sorted[^1]:N0} |"));
            }

            // The large policy, one operation that is called, and something in it that is another with every change.
            string Text(int count, int change)
            {
                var policy = JsonNode.Parse(PolicyText.Of(LargePolicy.Of(count, apis: count / 20)))!;
                policy["Issuers"] = new JsonObject { ["main"] = new JsonObject { ["Issuer"] = issuer.Url, ["Audience"] = TestIssuer.Audience } };
                policy["Apis"]!["called"] = JsonNode.Parse($$"""{ "Prefix": "{{Called}}", "Upstream": "{{service.Url}}", "Operations": { "GET /": "read", "GET /{{change}}": "read" } }""");
                return policy.ToJsonString();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
