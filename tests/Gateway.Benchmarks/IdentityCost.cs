using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Benchmarks;

/// <summary>
/// What it costs to tell a service who calls: processor time of the gateway's own process per request with a token that it knows, once
/// for each form of <c>Identity</c>. The forms take turns within a round, and of the rounds the median counts.
/// </summary>
internal static class IdentityCost
{
    private const int Rounds = 9;
    private const int Clients = 8;

    private static readonly Form[] Forms =
    [
        new("told nothing (public, no token looked at)", "/none", ChangesPath: false),
        new("`headers`", "/headers", ChangesPath: false),
        new("`assertion`, used again", "/assertion", ChangesPath: false),
        new("`both`, used again", "/both", ChangesPath: false),
        new("`both`, another path each time", "/both", ChangesPath: true),
    ];

    public static async Task<int> RunAsync(int requests, TextWriter output)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var service = await LoopbackServer.StartAsync(app => app.Map("/{**rest}", () => { }));
        var folder = Directory.CreateTempSubdirectory("gateway-");
        var file = Path.Combine(folder.FullName, "appsettings.routes.json");
        await File.WriteAllTextAsync(file, Routes(issuer.Url, service.Urls.First()));
        var serves = new TaskCompletionSource();
        using var gateway = Start(file, serves, out var address);
        try
        {
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token("read write people", change: payload =>
            {
                payload["exp"] = 4_000_000_000;
                payload["https://example.com/roles"] = new JsonArray("employee", "manager");
            }));
            await UntilItServesAsync(serves.Task, client);

            var costs = Forms.ToDictionary(form => form, _ => new List<double>());
            for (var round = -1; round < Rounds; round++) // the first is to get warm
            {
                foreach (var form in Forms)
                {
                    var cost = await MeasureAsync(gateway, client, form, requests);
                    if (round >= 0)
                    {
                        costs[form].Add(cost);
                    }
                }
            }

            output.WriteLine("| the service is told by | µs | ratio |");
            output.WriteLine("| --- | ---: | ---: |");
            var control = Median(costs[Forms[1]]);
            foreach (var form in Forms)
            {
                var cost = Median(costs[form]);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {form.Name} | {cost:N1} | {cost / control:N2} |"));
            }

            return 0;
        }
        finally
        {
            gateway.Kill();
            await gateway.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Microseconds of the gateway's processor time per request.</summary>
    private static async Task<double> MeasureAsync(Process gateway, HttpClient client, Form form, int requests)
    {
        gateway.Refresh();
        var before = gateway.TotalProcessorTime;
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= requests)
            {
                using var answer = await client.GetAsync(new Uri(form.ChangesPath ? $"{form.Path}/{Guid.NewGuid():N}" : $"{form.Path}/same", UriKind.Relative));
                answer.EnsureSuccessStatusCode();
            }
        })));
        gateway.Refresh();
        return (gateway.TotalProcessorTime - before).TotalMicroseconds / requests;
    }

    /// <param name="serves">Done when the gateway has said that it does, or has ended: then the first request says why not.</param>
    private static Process Start(string routes, TaskCompletionSource serves, out Uri address)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        address = new Uri($"http://{free.LocalEndpoint}");
        free.Stop();
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Gateway.dll"), "--routes", routes, "--urls", address.ToString(), "--admin", LoopbackServer.AnyPort];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var gateway = Process.Start(start)!;
        gateway.OutputDataReceived += (_, output) =>
        {
            if (output.Data?.Contains("Serving ", StringComparison.Ordinal) ?? true)
            {
                serves.TrySetResult();
            }
        };
        gateway.BeginOutputReadLine();
        return gateway;
    }

    /// <summary>It listens, and knows the issuer's keys.</summary>
    private static async Task UntilItServesAsync(Task listens, HttpClient client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await listens.WaitAsync(limit.Token);
        while (true)
        {
            using var answer = await client.GetAsync(new Uri("/both/same", UriKind.Relative), limit.Token);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Routes(string issuer, string service)
    {
        return $$"""
            {
              "Version": 1,
              "Issuers": { "main": { "Issuer": "{{issuer}}", "Audience": "{{TestIssuer.Audience}}" } },
              "Scopes": { "read": "Read" },
              "Apis": {
                "none": { "Prefix": "/none", "Upstream": "{{service}}", "Operations": { "GET /{id}": { "Public": true, "Why": "control" } } },
                {{Api("headers")}}, {{Api("assertion")}}, {{Api("both")}}
              }
            }
            """;

        string Api(string identity) =>
            $$"""
            "{{identity}}": {
              "Prefix": "/{{identity}}", "Upstream": "{{service}}", "Identity": "{{identity}}", "ForwardClaims": ["https://example.com/roles"],
              "Operations": { "GET /{id}": "read" }
            }
            """;
    }

    private sealed record Form(string Name, string Path, bool ChangesPath);
}
