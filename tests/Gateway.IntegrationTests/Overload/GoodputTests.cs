using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Overload;

/// <summary>
/// Three times as much as can be done: what can be done is done, and what is critical most of all. What the service can do is fixed, a
/// number of requests at once that each take their time, so that a slow machine makes no difference. Who calls has to keep up, though, and
/// shares its threads with the gateway and the service: so it runs alone.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class GoodputTests
{
    private const int AtOnce = 40;

    /// <summary>A tenth of them, for what is critical.</summary>
    private const int Reserved = AtOnce / 10;

    /// <summary>Clients that use half of these: a place is free again a moment after the answer, and the same client may be back by then.</summary>
    private const int Critical = Reserved / 2;

    /// <summary>One after the other: those that all began together would otherwise all end together, and begin again.</summary>
    private static readonly int[] Milliseconds = [500, 300, 700, 400, 600, 250, 750];

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    private static double CapacityPerSecond => AtOnce * 1000 / Milliseconds.Average();

    [Fact]
    public async Task At_three_times_the_capacity_85_percent_of_it_are_used_and_99_percent_of_what_is_critical_are_answered()
    {
        await using var api = await Api.StartAsync(
            "'GET /': 'read', 'GET /vital': { 'Scopes': 'read', 'Priority': 'critical' }",
            settings: new Dictionary<string, string?>
            {
                ["Gateway:Overload:MaxConcurrentRequests"] = $"{AtOnce}",
            });
        using var over = new CancellationTokenSource();
        var work = new Work();
        api.Service.Answer = work.DoAsync;
        var token = api.Issuer.Token("read");

        var normal = new ConcurrentBag<HttpStatusCode>();
        var critical = new ConcurrentBag<HttpStatusCode>();
        var load = Task.WhenAll(
            LoadAsync(2.9 * CapacityPerSecond, () => CallAsync("/api", normal), over.Token),
            Task.WhenAll(Enumerable.Range(0, Critical).Select(_ => OneAfterTheOtherAsync(() => CallAsync("/api/vital", critical), over.Token))));
        await work.FullAsync();
        var used = await work.UsedAsync(Measured);
        await over.CancelAsync();
        await load;

        Assert.InRange(used, 0.85, 1.0);
        Assert.True(work.Most <= AtOnce, $"{work.Most} at once");
        Assert.InRange(critical.Count(status => status == HttpStatusCode.OK), Math.Ceiling(critical.Count * 0.99), critical.Count);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], normal.Distinct().Order());
        // Everything that the service has worked on was answered.
        Assert.Equal(work.Done, normal.Concat(critical).Count(status => status == HttpStatusCode.OK));

        async Task CallAsync(string path, ConcurrentBag<HttpStatusCode> answers)
        {
            using var answer = await api.Gateway.GetAsync(path, token);
            answers.Add(answer.StatusCode);
        }
    }

    /// <summary>As many as are due by now, whether the ones before have been answered or not.</summary>
    private static async Task LoadAsync(double perSecond, Func<Task> call, CancellationToken over)
    {
        var calls = new List<Task>();
        var watch = Stopwatch.StartNew();
        while (!over.IsCancellationRequested)
        {
            while (calls.Count < watch.Elapsed.TotalSeconds * perSecond)
            {
                calls.Add(call());
            }

            await Task.Delay(5, CancellationToken.None);
        }

        await Task.WhenAll(calls);
    }

    /// <summary>As much of it as is answered, and no more.</summary>
    private static async Task OneAfterTheOtherAsync(Func<Task> call, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await call();
        }
    }

    /// <summary>What the service does, and how much of what it could do at once it did.</summary>
    private sealed class Work
    {
        private readonly Lock gate = new();
        private readonly TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private TimeSpan changed;
        private TimeSpan used;
        private int now;
        private int begun;

        public int Most { get; private set; }

        public int Done { get; private set; }

        public async Task DoAsync(HttpContext context)
        {
            Change(1);
            await Task.Delay(Milliseconds[Interlocked.Increment(ref begun) % Milliseconds.Length]);
            Change(-1);
            await context.Response.WriteAsync("done");
        }

        /// <summary>When normal requests have had all that they may have, for the first time.</summary>
        public Task FullAsync() => full.Task.WaitAsync(TimeSpan.FromMinutes(1));

        /// <summary>The part of it, from 0 to 1, within the time from now on.</summary>
        public async Task<double> UsedAsync(TimeSpan time)
        {
            var (from, before) = (watch.Elapsed, Change(0));
            await Task.Delay(time);
            var (to, after) = (watch.Elapsed, Change(0));
            return (after - before) / (to - from) / AtOnce;
        }

        private TimeSpan Change(int by)
        {
            lock (gate)
            {
                used += (watch.Elapsed - changed) * now;
                changed = watch.Elapsed;
                now += by;
                Most = Math.Max(Most, now);
                Done += by < 0 ? 1 : 0;
                if (now >= AtOnce - Reserved)
                {
                    full.TrySetResult();
                }

                return used;
            }
        }
    }
}
