using System.Net;

namespace Gateway.IntegrationTests.Authentication.Keys;

/// <summary>Tokens that name a key nobody has seen: a rotation, or junk, which neither costs the issuer much nor hides a rotation.</summary>
public sealed class UnknownKeyTests
{
    [Fact]
    public async Task Ten_thousand_kids_in_ten_seconds_are_two_fetches()
    {
        await using var api = await KeyedApi.StartAsync();
        await FloodAsync(api, 10_000, seconds: 10);
        Assert.Equal(1 + 2, api.Issuer.KeyFetches);
        await api.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task After_a_flood_a_rotation_passes_within_ten_seconds_though_the_flood_goes_on()
    {
        await using var api = await KeyedApi.StartAsync();
        await FloodAsync(api, 1000, seconds: 60);
        api.Issuer.Rotate();

        var seconds = 0;
        while (true)
        {
            using var answer = await api.GetAsync();
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                break;
            }

            await FloodAsync(api, 50, seconds: 1);
            seconds++;
        }

        Assert.InRange(seconds, 0, 10);
    }

    [Fact]
    public async Task One_junk_token_just_before_a_rotation_does_not_delay_it()
    {
        await using var api = await KeyedApi.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await api.GetJunkAsync());
        api.Issuer.Rotate();
        await api.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task Rotations_in_a_row_pass_without_any_time_between_them()
    {
        await using var api = await KeyedApi.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            api.Issuer.Rotate();
            await api.GetAsync().IsFromServiceAsync();
        }

        Assert.Equal((4, 3L), (api.Issuer.KeyFetches, api.Keys.Generation));
    }

    [Fact]
    public async Task A_kid_that_the_issuer_does_not_have_is_asked_about_once_in_a_minute()
    {
        await using var api = await KeyedApi.StartAsync();
        for (var seconds = 0; seconds < 60; seconds += 5)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await api.GetJunkAsync("nobody"));
            Assert.Equal(2, api.Issuer.KeyFetches);
            await api.PassAsync(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await api.GetJunkAsync("nobody"));
        Assert.Equal(3, api.Issuer.KeyFetches);
    }

    [Fact]
    public async Task A_kid_that_was_unknown_is_good_as_soon_as_any_fetch_brings_its_key()
    {
        await using var api = await KeyedApi.StartAsync();
        var next = TestIssuer.NewEcKey();
        api.Issuer.SigningKey = next;
        await api.GetAsync().IsRefusedAsync(401, "invalid_token");

        api.Issuer.Publish(next);
        await api.Keys.RefreshAsync();
        await api.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task A_fetch_that_adds_keys_forgets_which_kids_were_unknown()
    {
        await using var api = await KeyedApi.StartAsync();
        await api.GetJunkAsync("later");
        api.Issuer.Rotate();
        await api.GetAsync().IsFromServiceAsync();

        var fetches = api.Issuer.KeyFetches;
        await api.GetJunkAsync("later");
        Assert.Equal(fetches + 1, api.Issuer.KeyFetches);
    }

    [Fact]
    public async Task Tokens_of_a_key_that_has_just_left_ask_nothing_and_the_next_rotation_passes_at_once()
    {
        await using var api = await KeyedApi.StartAsync();
        for (var rotations = 1; rotations <= 2; rotations++)
        {
            var old = api.Issuer.Token("read");
            api.Issuer.Rotate();
            await api.GetAsync().IsFromServiceAsync();
            await api.GetAsync(old).IsRefusedTokenAsync("The token is signed with a key that its issuer does not publish");
            Assert.Equal(1 + rotations, api.Issuer.KeyFetches);
        }
    }

    [Fact]
    public async Task A_fetch_that_fails_does_not_say_that_a_kid_is_unknown()
    {
        await using var api = await KeyedApi.StartAsync();
        api.Issuer.Rotate();
        api.Issuer.Failing = 500;
        await api.GetAsync().IsRefusedAsync(401, "invalid_token");

        api.Issuer.Failing = null;
        await api.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task All_requests_that_meet_a_new_key_share_one_fetch()
    {
        await using var api = await KeyedApi.StartAsync();
        var release = new TaskCompletionSource();
        api.Issuer.Rotate();
        api.Issuer.KeySet = TestAnswer.After(release.Task, TestAnswer.Json(TestIssuer.KeySetOf(api.Issuer.SigningKey)));

        var calls = Enumerable.Range(0, 100).Select(_ => api.GetAsync().IsFromServiceAsync()).ToList();
        await Eventually.IsSoAsync(() => api.Issuer.KeyFetches == 2);
        release.SetResult();
        await Task.WhenAll(calls);
        Assert.Equal(2, api.Issuer.KeyFetches);
    }

    [Fact]
    public async Task A_request_that_missed_the_key_just_before_its_fetch_ended_asks_nothing()
    {
        await using var api = await KeyedApi.StartAsync();
        await api.Keys.RefreshForUnknownKeyAsync(api.Issuer.SigningKey.KeyId, CancellationToken.None);
        Assert.Equal(1, api.Issuer.KeyFetches);
    }

    [Fact]
    public async Task A_fetch_that_had_left_before_the_rotation_is_followed_by_another()
    {
        await using var api = await KeyedApi.StartAsync();
        var release = new TaskCompletionSource();
        api.Issuer.KeySet = TestAnswer.After(release.Task, TestAnswer.Json(TestIssuer.KeySetOf(api.Issuer.SigningKey)));
        var early = api.Keys.RefreshAsync();
        await Eventually.IsSoAsync(() => api.Issuer.KeyFetches == 2);

        api.Issuer.Rotate();
        api.Issuer.KeySet = null;
        var asking = api.Keys.RefreshForUnknownKeyAsync(api.Issuer.SigningKey.KeyId, CancellationToken.None);
        release.SetResult();
        Assert.True(await early);
        await asking;
        Assert.Single(api.Keys.Find(api.Issuer.SigningKey.KeyId));
        Assert.Equal(3, api.Issuer.KeyFetches);
    }

    [Fact]
    public async Task A_request_waits_a_second_and_a_half_and_those_with_a_known_key_not_at_all()
    {
        await using var api = await KeyedApi.StartAsync();
        api.Issuer.KeySet = TestAnswer.Hanging();
        var asking = api.Keys.RefreshForUnknownKeyAsync("unknown", CancellationToken.None);
        await Eventually.IsSoAsync(() => api.Issuer.KeyFetches == 2);

        await api.GetAsync().IsFromServiceAsync();
        api.Clock.Advance(TimeSpan.FromMilliseconds(1499));
        await api.GetAsync().IsFromServiceAsync();
        Assert.False(asking.IsCompleted);
        api.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await asking.WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_request_that_is_given_up_waits_no_longer()
    {
        await using var api = await KeyedApi.StartAsync();
        api.Issuer.KeySet = TestAnswer.Hanging();
        using var gone = new CancellationTokenSource();
        var asking = api.Keys.RefreshForUnknownKeyAsync("unknown", gone.Token);
        await gone.CancelAsync();
        await asking.WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(257)]
    public async Task A_token_that_names_no_key_asks_nothing(object? kid)
    {
        await using var api = await KeyedApi.StartAsync();
        await api.Keys.RefreshForUnknownKeyAsync(kid is int length ? new string('k', length) : (string?)kid, CancellationToken.None);
        Assert.Equal(1, api.Issuer.KeyFetches);
    }

    [Theory]
    [InlineData("iss", "https://evil.example.com")]
    [InlineData("alg", "HS256")]
    [InlineData("typ", "JWT")]
    public async Task A_token_that_is_refused_without_its_key_asks_nothing(string member, string value)
    {
        await using var api = await KeyedApi.StartAsync();
        var token = api.Issuer.Token(
            "read",
            payload => payload["iss"] = member == "iss" ? value : payload["iss"]!.DeepClone(),
            header =>
            {
                header["kid"] = "unknown";
                header[member] = value;
            });
        await api.GetAsync(token).IsRefusedAsync(401, "invalid_token");
        Assert.Equal(1, api.Issuer.KeyFetches);
    }

    [Fact]
    public async Task A_signature_that_fails_under_a_known_kid_asks_nothing()
    {
        await using var api = await KeyedApi.StartAsync();
        var other = TestIssuer.NewEcKey();
        other.KeyId = api.Issuer.SigningKey.KeyId;
        api.Issuer.SigningKey = other;
        await api.GetAsync().IsRefusedTokenAsync("The token's signature does not hold");
        Assert.Equal(1, api.Issuer.KeyFetches);
    }

    /// <summary>Random kids, eight at a time, spread over so many seconds of the clock, the last of which is not over.</summary>
    private static async Task FloodAsync(KeyedApi api, int count, double seconds)
    {
        var started = api.Clock.GetUtcNow();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await api.GetJunkAsync());
            lock (api)
            {
                if (api.Clock.GetUtcNow() - started < TimeSpan.FromSeconds(seconds - (seconds / count)))
                {
                    api.Clock.Advance(TimeSpan.FromSeconds(seconds / count));
                }
            }
        });
    }
}
