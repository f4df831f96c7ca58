using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Testing.Policies;

namespace Gateway.IntegrationTests.Authorization;

/// <summary>Answers cases of one policy by real requests with real tokens to a gateway that serves it, in front of one recording service.</summary>
internal sealed class DataPlane : IAsyncDisposable
{
    private const string Mark = "X-Case";

    /// <summary>As bytes on the wire: an address must not be tidied up.</summary>
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly TestGateway gateway;
    private readonly RecordingUpstream service;
    private readonly Func<PolicyToken, string> sign;
    private readonly ConcurrentDictionary<PolicyToken, string> signed = new(ReferenceEqualityComparer.Instance);
    private int cases;

    private DataPlane(TestGateway gateway, RecordingUpstream service, Func<PolicyToken, string> sign)
    {
        this.gateway = gateway;
        this.service = service;
        this.sign = sign;
    }

    /// <param name="service">Its answers are replaced.</param>
    public static async Task<DataPlane> StartAsync(string routes, TimeProvider clock, RecordingUpstream service, Func<PolicyToken, string> sign)
    {
        service.Forget();
        var settings = new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" };
        return new DataPlane(await TestGateway.StartAsync(routes, clock, settings: settings), service, sign);
    }

    public async Task<PolicyAnswer> AnswerAsync(PolicyCase asked)
    {
        var number = Interlocked.Increment(ref cases).ToString(CultureInfo.InvariantCulture);
        var address = new Uri(gateway.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + asked.Request.Path, AsWritten);
        using var request = new HttpRequestMessage(new HttpMethod(asked.Request.Method), address) { Headers = { { Mark, number } } };
        if (asked.Token is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", signed.GetOrAdd(token, sign));
        }

        using var answer = await gateway.Client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        var reached = service.Seen.Where(seen => seen.Header(Mark) == number).Select(seen => seen.Target.Split('/')[1]).ToList();
        var allow = PolicyAnswer.List(answer.Content.Headers.Allow);
        var status = (int)answer.StatusCode;
        if (answer.IsSuccessStatusCode)
        {
            return new PolicyAnswer(status, "", "", allow, PolicyAnswer.List(reached), null);
        }

        if (asked.Request.Method == "HEAD")
        {
            return new PolicyAnswer(status, null, null, allow, PolicyAnswer.List(reached), null);
        }

        var problem = JsonElement.Parse(body);
        var missing = problem.TryGetProperty("missing", out var lacking) ? lacking.EnumerateArray().Select(scope => scope.GetString()!) : [];
        return new PolicyAnswer(status, problem.GetProperty("code").GetString(), PolicyAnswer.List(missing), allow, PolicyAnswer.List(reached), null);
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();
}
