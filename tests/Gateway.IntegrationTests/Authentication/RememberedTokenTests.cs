using Gateway.Authentication;
using Microsoft.Extensions.DependencyInjection;
using RoutesInForce = Gateway.Routes.RoutesInForce;

namespace Gateway.IntegrationTests.Authentication;

/// <summary>A token that was verified a moment ago is not verified again, and is refused all the same as soon as it is no longer good.</summary>
public sealed class RememberedTokenTests : IAsyncLifetime
{
    private readonly SettableClock clock = new();
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync("'GET /': 'read', 'GET /write': 'write'", clock: clock);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task Concurrent_first_uses_of_a_token_are_verified_once()
    {
        var tokens = api.Gateway.Services.GetRequiredService<AccessTokens>();
        var issuers = api.Gateway.Services.GetRequiredService<RoutesInForce>().Table.Issuers;
        var token = api.Issuer.Token("read");
        using var together = new Barrier(8);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            together.SignalAndWait();
            return tokens.VerifyAsync(token.AsMemory(), issuers).AsTask();
        })));

        Assert.True(results[0].Accepted);
        Assert.All(results, result => Assert.Same(results[0].Caller, result.Caller));
    }

    [Fact]
    public async Task Its_end_is_looked_at_with_every_use()
    {
        var token = api.Issuer.Token("read", p => p["exp"] = clock.GetUtcNow().ToUnixTimeSeconds() + 60);
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
        clock.Advance(TimeSpan.FromSeconds(89));
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        await api.Gateway.GetAsync("/api", token).IsRefusedTokenAsync("The token has expired");
    }

    [Fact]
    public async Task Its_beginning_is_looked_at_too_should_the_clock_be_set_back()
    {
        var token = api.Issuer.Token("read", p => p["nbf"] = clock.GetUtcNow().ToUnixTimeSeconds());
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
        clock.Advance(TimeSpan.FromSeconds(-31));
        await api.Gateway.GetAsync("/api", token).IsRefusedTokenAsync("The token is not valid yet");
    }

    [Fact]
    public async Task Whether_it_may_do_this_is_decided_anew()
    {
        var token = api.Issuer.Token("read");
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api/write", token).IsRefusedAsync(403, "insufficient_scope");
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
    }

    [Fact]
    public async Task A_token_that_differs_in_its_last_character_is_another()
    {
        var token = api.Issuer.Token("read");
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api", token[..^1] + (token[^1] == 'A' ? 'Q' : 'A')).IsRefusedAsync(401, "invalid_token");
    }

    [Fact]
    public async Task A_refused_token_is_not_remembered()
    {
        var token = api.Issuer.Token("read", p => p["nbf"] = clock.GetUtcNow().ToUnixTimeSeconds() + 100);
        await api.Gateway.GetAsync("/api", token).IsRefusedTokenAsync("The token is not valid yet");
        clock.Advance(TimeSpan.FromSeconds(70));
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
    }

    [Fact]
    public async Task With_its_key_gone_it_is_refused_after_the_next_refresh()
    {
        var token = api.Issuer.Token("read", p => p["exp"] = clock.GetUtcNow().ToUnixTimeSeconds() + 3600);
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();

        api.Issuer.Rotate();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync(); // names the new key, so the keys are fetched
        await api.Gateway.GetAsync("/api", token).IsRefusedTokenAsync("The token is signed with a key that its issuer does not publish");
    }
}
