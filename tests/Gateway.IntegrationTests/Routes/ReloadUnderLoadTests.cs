using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Routes;

/// <summary>
/// Policy and service are toggled together while clients call: under one policy <c>read</c> may reach the first service, under the other
/// <c>write</c> may reach the second. A service that sees a call with the wrong scope was reached by the one policy's rule and the other's route.
/// </summary>
public sealed class ReloadUnderLoadTests
{
    private const int Clients = 8;
    private const int Calls = 12_000;

    [Fact]
    public async Task No_request_meets_the_rule_of_one_policy_and_the_service_of_another()
    {
        await using var api = await ReloadingApi.StartAsync();
        var mixed = new ConcurrentBag<string>();
        Watch(api.One, "read", mixed);
        Watch(api.Two, "write", mixed);
        string[] policies = [api.Text("'GET /': 'write'", api.Two), api.Text("'GET /': 'read'", api.One)];
        string[] tokens = [api.Issuer.Token("read", LastsLong), api.Issuer.Token("write", LastsLong)];

        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        var done = 0;
        var load = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var call = client; Interlocked.Increment(ref done) <= Calls; call++)
            {
                using var answer = await api.Gateway.GetAsync("/api", tokens[call % 2]);
                answers.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
            }
        })));
        var toggles = 0;
        while (!load.IsCompleted)
        {
            await api.ChangeAsync(policies[toggles++ % 2]);
        }

        await load;
        Assert.Empty(mixed);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden], answers.Keys.Order());
        Assert.Equal(Calls, answers.Values.Sum());
        Assert.Equal((toggles, 0L), (api.Watch.Changes, api.Watch.Refusals));
        Assert.True(toggles > 10, $"Only {toggles} changes while the calls were made.");
    }

    private static void LastsLong(JsonObject payload) => payload["exp"] = 4_000_000_000;

    private static void Watch(RecordingUpstream service, string scope, ConcurrentBag<string> mixed) => service.Answer = context =>
    {
        var told = context.Request.Headers["Gateway-Scopes"].ToString();
        if (told != scope)
        {
            mixed.Add($"The service for {scope} was reached with {told}");
        }

        return context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes("reached")).AsTask();
    };
}
