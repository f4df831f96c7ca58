
namespace Gateway.IntegrationTests.Authentication.Keys;

/// <summary>The refresh in the background: when it comes, what it changes, and what happens while it fails.</summary>
public sealed class RefreshTests
{
    [Fact]
    public async Task Keys_are_fetched_at_start_and_every_ten_minutes_give_or_take_one()
    {
        await using var api = await KeyedApi.StartAsync();
        for (var fetches = 1; fetches < 6; fetches++)
        {
            Assert.Equal(fetches, api.Issuer.KeyFetches);
            var pause = api.Keys.Describe().NextRefresh!.Value - api.Clock.GetUtcNow();
            Assert.InRange(pause.TotalMinutes, 9, 11);
            await api.PassAsync(pause - TimeSpan.FromMilliseconds(1));
            Assert.Equal(fetches, api.Issuer.KeyFetches);
            await api.PassAsync(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public async Task A_key_that_left_the_set_is_refused_after_the_next_refresh()
    {
        await using var api = await KeyedApi.StartAsync();
        var token = api.Issuer.Token("read", payload => payload["exp"] = 4_000_000_000);
        await api.GetAsync(token).IsFromServiceAsync();

        api.Issuer.Rotate();
        await api.GetAsync(token).IsFromServiceAsync();
        await api.PassMinutesAsync(11);
        await api.GetAsync(token).IsRefusedTokenAsync("The token is signed with a key that its issuer does not publish");
        Assert.Equal(1, api.Keys.Generation);
    }

    [Fact]
    public async Task A_key_that_became_two_is_refused_after_the_next_refresh_and_said_loudly()
    {
        await using var api = await KeyedApi.StartAsync(issuer => issuer.Published.Add(TestIssuer.NewRsaKey()));
        var twin = TestIssuer.NewEcKey();
        twin.KeyId = api.Issuer.SigningKey.KeyId;
        api.Issuer.Published.Add(twin);

        await api.PassMinutesAsync(11);
        await api.GetAsync().IsRefusedAsync(401, "invalid_token");
        await api.PassMinutesAsync(11);
        Assert.Single(api.Gateway.Log.Text.Split('\n'), line => line.Contains("2 duplicate_kid", StringComparison.Ordinal));
        Assert.Contains(
            "Warning Gateway.Authentication.Keys.IssuerKeys Issuer main: published keys that are not used",
            api.Gateway.Log.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_key_that_is_published_verifies_nothing()
    {
        await using var api = await KeyedApi.StartAsync(issuer =>
        {
            var jwk = TestIssuer.PublicJwk(issuer.SigningKey);
            jwk["d"] = "c2VjcmV0";
            issuer.KeySet = TestAnswer.Json($$"""{"keys":[{{jwk}},{{TestIssuer.PublicJwk(TestIssuer.NewEcKey())}}]}""");
        });
        await api.GetAsync().IsRefusedTokenAsync("The token is signed with a key that its issuer does not publish");
        Assert.Contains("1 private", api.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_failure_the_issuer_is_asked_again_in_a_second_then_two_up_to_a_minute()
    {
        await using var api = await KeyedApi.StartAsync(issuer => issuer.Failing = 500);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60, 60 })
        {
            var pause = api.Keys.Describe().NextRefresh!.Value - api.Clock.GetUtcNow();
            Assert.InRange(pause.TotalSeconds, seconds * 0.75, seconds);
            var before = api.Issuer.Requests;
            await api.PassAsync(pause);
            Assert.Equal(before + 1, api.Issuer.Requests);
        }

        Assert.Equal(10, api.Keys.Failures);
        Assert.Single(
            api.Gateway.Log.Text.Split('\n'),
            line => line.Contains("could not be fetched: discovery_status", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_issuer_that_is_away_for_hours_costs_no_request_an_error()
    {
        await using var api = await KeyedApi.StartAsync();
        api.Issuer.Failing = 503;
        for (var minutes = 0; minutes < 6 * 60; minutes += 2)
        {
            await api.PassMinutesAsync(2);
            await api.GetAsync().IsFromServiceAsync();
        }

        Assert.InRange(api.Keys.Failures, 100, 200);

        // Only what it cannot say any more is refused: a key nobody has seen.
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, await api.GetJunkAsync());
    }

    [Fact]
    public async Task Keys_serve_for_a_day_without_their_issuer_then_its_tokens_are_503_until_it_answers()
    {
        await using var api = await KeyedApi.StartAsync();
        api.Issuer.Failing = 500;
        await api.PassAsync(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await api.GetAsync().IsFromServiceAsync();

        await api.PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(api.Keys.Available);
        await api.GetAsync().IsRefusedAsync(503, "issuer_unavailable");
        Assert.Contains("\"unreachable\"", await api.Gateway.Admin.GetStringAsync("/health/ready"), StringComparison.Ordinal);
        await api.PassMinutesAsync(1);
        Assert.Contains("its keys are too old", api.Gateway.Log.Text, StringComparison.Ordinal);

        api.Issuer.Failing = null;
        await api.PassMinutesAsync(1);
        await api.GetAsync().IsFromServiceAsync();
        Assert.Contains("answers again", api.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.Contains("\"healthy\"", await api.Gateway.Admin.GetStringAsync("/health/ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_that_succeeds_starts_the_day_anew()
    {
        await using var api = await KeyedApi.StartAsync();
        api.Issuer.Failing = 500;
        await api.PassAsync(TimeSpan.FromHours(23));
        api.Issuer.Failing = null;
        await api.PassMinutesAsync(1);
        api.Issuer.Failing = 500;
        await api.PassAsync(TimeSpan.FromHours(23));
        await api.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task Health_says_that_an_issuer_does_not_answer_from_the_first_failure()
    {
        await using var api = await KeyedApi.StartAsync();
        api.Issuer.Failing = 500;
        await api.Keys.RefreshAsync();
        var health = await api.Gateway.Admin.GetStringAsync("/health/ready");
        Assert.Contains("\"degraded\"", health, StringComparison.Ordinal);
        Assert.Contains("available, but not answering", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stays_the_same_is_said_once()
    {
        await using var api = await KeyedApi.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await api.PassMinutesAsync(11);
        }

        Assert.Single(api.Gateway.Log.Text.Split('\n'), line => line.Contains("signing keys", StringComparison.Ordinal));
    }
}
