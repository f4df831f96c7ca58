using System.Net;
using Gateway.Authentication;
using Gateway.Authentication.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Authentication.Keys;

/// <summary>An <see cref="Api"/> on a clock, with a view of what its gateway knows about the issuer's keys.</summary>
internal sealed class KeyedApi : IAsyncDisposable
{
    private readonly Api api;

    private KeyedApi(Api api, SettableClock clock)
    {
        this.api = api;
        Clock = clock;
        Keys = api.Gateway.Services.GetRequiredService<TrustedIssuers>().All.Single().Keys;
    }

    public SettableClock Clock { get; }

    public IssuerKeys Keys { get; }

    public TestIssuer Issuer => api.Issuer;

    public TestGateway Gateway => api.Gateway;

    public static async Task<KeyedApi> StartAsync(Action<TestIssuer>? prepare = null, bool waitForIssuers = true)
    {
        var clock = new SettableClock();
        var api = await Api.StartAsync(
            "'GET /': 'read', 'GET /open': { 'Public': true, 'Why': 'a probe' }",
            clock: clock,
            prepare: prepare,
            waitForIssuers: waitForIssuers);
        var keyed = new KeyedApi(api, clock);
        if (waitForIssuers)
        {
            await Eventually.IsSoAsync(() => keyed.Keys.Describe().NextRefresh is not null);
        }

        return keyed;
    }

    public Task<HttpResponseMessage> GetAsync(string token) => Gateway.GetAsync("/api", token);

    /// <summary>A call with a new token, signed with the issuer's key of the moment.</summary>
    public Task<HttpResponseMessage> GetAsync() => GetAsync(Issuer.Token("read"));

    /// <summary>A call with a token that would be good, if its <c>kid</c> were a key's.</summary>
    public async Task<HttpStatusCode> GetJunkAsync(string? kid = null)
    {
        using var answer = await GetAsync(Issuer.Token("read", changeHeader: h => h["kid"] = kid ?? Guid.NewGuid().ToString("N")));
        return answer.StatusCode;
    }

    /// <summary>Moves the clock, and waits for the refresh in the background if one was due by then.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await Eventually.IsSoAsync(() => Keys.Describe().NextRefresh > Clock.GetUtcNow());
    }

    public Task PassMinutesAsync(double minutes) => PassAsync(TimeSpan.FromMinutes(minutes));

    public ValueTask DisposeAsync() => api.DisposeAsync();
}
