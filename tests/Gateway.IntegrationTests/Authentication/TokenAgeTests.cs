using Gateway.Testing;

namespace Gateway.IntegrationTests.Authentication;

/// <summary><c>MaxTokenAge</c>: a token is refused some time after it was issued, though it lasts longer.</summary>
public sealed class TokenAgeTests : IAsyncLifetime
{
    private readonly SettableClock clock = new();
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync("'GET /': 'read'", issuerMembers: ", 'MaxTokenAge': '5m'", clock: clock);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task A_token_is_accepted_until_the_skew_after_its_age_and_no_longer()
    {
        var token = api.Issuer.Token("read");
        clock.Advance(TimeSpan.FromSeconds(330));
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();

        clock.Advance(TimeSpan.FromSeconds(1));
        await api.Gateway.GetAsync("/api", token).IsRefusedTokenAsync("The token was issued too long ago");
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task A_token_from_the_future_is_accepted_within_the_skew_only(int seconds, bool accepted)
    {
        var answer = api.Gateway.GetAsync("/api", api.Issuer.Token("read", p => p["iat"] = clock.GetUtcNow().ToUnixTimeSeconds() + seconds));
        await (accepted ? answer.IsFromServiceAsync() : answer.IsRefusedTokenAsync("The token is not valid yet"));
    }

    [Theory]
    [InlineData("\"1893499200\"")]
    [InlineData("null")]
    [InlineData("1e999")]
    [InlineData("[]")]
    public async Task A_token_that_does_not_say_when_it_was_issued_is_refused(string iat) =>
        await api.Gateway.GetAsync("/api", api.Issuer.Sign(api.PayloadWith("iat", iat))).IsRefusedAsync(401, "invalid_token");

    [Fact]
    public async Task Without_a_limit_the_age_is_no_matter()
    {
        await using var unlimited = await Api.StartAsync("'GET /': 'read'", clock: clock);
        await unlimited.Gateway.GetAsync("/api", unlimited.Issuer.Token("read", p => p["iat"] = 1)).IsFromServiceAsync();
    }
}
