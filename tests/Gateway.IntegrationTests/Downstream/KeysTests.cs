using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>
/// The gateway's keys: fetched beside the requests, replaced when they change, and missed without calling a good caller a bad one.
/// </summary>
public sealed class KeysTests
{
    private const string UnknownKey = "The assertion is signed with a key that the gateway does not publish.";

    [Fact]
    public async Task Keys_are_fetched_at_start_and_every_ten_minutes_give_or_take_one()
    {
        await using var service = await DownstreamService.StartAsync();
        for (var fetches = 1; fetches < 5; fetches++)
        {
            Assert.Equal(fetches, service.Gateway.Fetches);
            Assert.Equal("ana", (await service.GetAsync()).Subject());
            var pause = service.Pause;
            Assert.InRange(pause.TotalMinutes, 9, 11);
            await service.PassAsync(pause - TimeSpan.FromMilliseconds(1));
            Assert.Equal(fetches, service.Gateway.Fetches);
            await service.PassAsync(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public async Task Two_keys_during_a_rotation_and_then_one_and_nobody_is_refused()
    {
        await using var service = await DownstreamService.StartAsync();
        var (old, next) = (service.Gateway.SigningKey, TestIssuer.NewEcKey());

        service.Gateway.Publish(old, next);
        await service.PassAsync(TimeSpan.FromMinutes(11));
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        service.Gateway.SigningKey = next;
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        service.Gateway.Publish(next);
        await service.PassAsync(TimeSpan.FromMinutes(11));
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        Assert.Equal(3, service.Gateway.Fetches);
    }

    [Fact]
    public async Task A_key_that_is_new_is_asked_for_at_once()
    {
        await using var service = await DownstreamService.StartAsync();
        service.Gateway.Rotate();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.GetAsync()));

        Assert.All(replies, reply => Assert.Equal("ana", reply.Subject()));
        Assert.Equal(2, service.Gateway.Fetches);
    }

    [Fact]
    public async Task A_key_that_left_the_set_is_refused_after_the_next_fetch()
    {
        await using var service = await DownstreamService.StartAsync();
        var old = service.Gateway.SigningKey;
        service.Gateway.Publish(TestIssuer.NewEcKey());
        Assert.Equal("ana", (await service.GetAsync()).Subject());

        await service.PassAsync(TimeSpan.FromMinutes(11));

        Assert.Equal(old, service.Gateway.SigningKey);
        (await service.GetAsync()).Refused(401, "invalid_assertion", UnknownKey);
    }

    [Fact]
    public async Task A_flood_of_made_up_key_names_costs_the_gateway_three_questions_and_one_more_every_ten_seconds()
    {
        await using var service = await DownstreamService.StartAsync();
        await FloodAsync();
        Assert.Equal(1 + 3, service.Gateway.Fetches);
        await service.PassAsync(TimeSpan.FromSeconds(9));
        await FloodAsync();
        Assert.Equal(1 + 3, service.Gateway.Fetches);
        await service.PassAsync(TimeSpan.FromSeconds(1));
        await FloodAsync();
        Assert.Equal(1 + 4, service.Gateway.Fetches);

        // Known keys go on, and a real rotation is noticed as soon as one may be asked for again.
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        service.Gateway.Rotate();
        await service.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("ana", (await service.GetAsync()).Subject());

        async Task FloodAsync()
        {
            for (var i = 0; i < 50; i++)
            {
                (await service.SendAsync("GET", "/tasks", Junk(service))).Refused(401, "invalid_assertion", UnknownKey);
            }
        }
    }

    [Fact]
    public async Task What_would_be_refused_whoever_signed_it_asks_nothing()
    {
        await using var service = await DownstreamService.StartAsync();
        foreach (var change in new Action<JsonObject>[] { p => p["aud"] = "x", p => p["iss"] = "x", p => p["exp"] = 1, p => p["htu"] = "/x" })
        {
            Assert.Equal(401, (await service.SendAsync("GET", "/tasks", Junk(service, change))).Status);
        }

        Assert.Equal(1, service.Gateway.Fetches);
    }

    [Fact]
    public async Task A_request_waits_for_a_new_key_no_longer_than_a_second_and_a_half()
    {
        await using var service = await DownstreamService.StartAsync();
        service.Gateway.Answer(TestAnswer.Hanging());

        var waiting = service.SendAsync("GET", "/tasks", Junk(service));
        await Eventually.IsSoAsync(() => service.Gateway.Fetches == 2);
        Assert.Equal("ana", (await service.GetAsync()).Subject()); // a known key waits for nobody
        Assert.False(waiting.IsCompleted);
        await AdvanceUntilAsync(service, () => waiting.IsCompleted, TimeSpan.FromSeconds(1.5));
        (await waiting).Refused(401, "invalid_assertion", UnknownKey);
        Assert.Equal(0, service.Keys.Failures); // the fetch itself goes on
    }

    [Fact]
    public async Task Never_fetched_keys_are_503_and_the_service_recovers_by_itself()
    {
        await using var service = await DownstreamService.StartAsync(prepare: gateway => gateway.Answer(TestAnswer.Status(503)));

        var refused = await service.GetAsync();
        refused.Refused(503, "keys_unavailable", "The gateway's public keys could not be fetched.");
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter!.Delta);
        (await service.SendAsync("GET", "/tasks")).Refused(401, "no_assertion");
        Assert.Equal("nobody", (await service.GetAsync("/open")).Json.GetString());

        service.Gateway.Publish(service.Gateway.SigningKey);
        await service.PassAsync(service.Pause);
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        Assert.Contains("Warning Gateway.Downstream.Keys.GatewayKeys The gateway's keys could not be fetched: status", service.Log.Text, StringComparison.Ordinal);
        Assert.Contains("it answers again", service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_fetch_succeeded_a_call_may_bring_it_about()
    {
        await using var service = await DownstreamService.StartAsync(prepare: gateway => gateway.Answer(TestAnswer.Status(404)));
        service.Gateway.Publish(service.Gateway.SigningKey);
        Assert.Equal("ana", (await service.GetAsync()).Subject());
    }

    [Fact]
    public async Task The_start_does_not_wait_for_a_gateway_that_hangs()
    {
        var release = new TaskCompletionSource();
        await using var gateway = await SigningGateway.StartAsync(new SettableClock());
        gateway.Answer(TestAnswer.After(release.Task, TestAnswer.Json(TestIssuer.KeySetOf(gateway.SigningKey))));

        // Its own gateway answers; the keys are fetched from the one that hangs.
        var starting = DownstreamService.StartAsync(o => o.Gateway = gateway.Url, services: null);
        await Eventually.IsSoAsync(() => gateway.Fetches == 1);
        release.SetResult();
        await using var service = await starting;
        service.Gateway.SigningKey = gateway.SigningKey;
        Assert.Equal("ana", (await service.GetAsync()).Subject());
    }

    [Fact]
    public async Task A_later_outage_is_not_noticed_for_a_day_and_then_it_is_503()
    {
        await using var service = await DownstreamService.StartAsync();
        service.Gateway.Answer(TestAnswer.Status(500));

        await service.PassAsync(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        await service.PassAsync(TimeSpan.FromSeconds(1));
        (await service.GetAsync()).Refused(503, "keys_unavailable");
        await service.PassAsync(service.Pause);
        Assert.Contains("Error Gateway.Downstream.Keys.GatewayKeys The gateway's keys are too old", service.Log.Text, StringComparison.Ordinal);

        service.Gateway.Publish(service.Gateway.SigningKey);
        await service.PassAsync(service.Pause);
        Assert.Equal("ana", (await service.GetAsync()).Subject());
    }

    private static readonly Dictionary<string, Func<SigningGateway, RequestDelegate>> Hostile = new()
    {
        ["status"] = _ => TestAnswer.Status(500),
        ["not_key_set: page"] = _ => TestAnswer.Text("<html>"),
        ["not_key_set: empty body"] = _ => TestAnswer.Json(""),
        ["not_key_set: array"] = g => TestAnswer.Json($"[{Jwk(g)}]"),
        ["not_key_set: keys twice"] = g => TestAnswer.Json($$"""{"keys":[{{Jwk(g)}}],"keys":[]}"""),
        ["not_key_set: keys no array"] = g => TestAnswer.Json($$"""{"keys":{{Jwk(g)}}}"""),
        ["no_usable_key: empty set"] = _ => TestAnswer.Json("""{"keys":[]}"""),
        ["too_many_keys"] = g => TestAnswer.Json($$"""{"keys":[{{string.Join(',', Enumerable.Repeat("{}", 100))}},{{Jwk(g)}}]}"""),
        ["too_large"] = _ => TestAnswer.Endless(),
        ["redirect"] = g => TestAnswer.Redirect(g.Url + "elsewhere"),
        ["unreachable: cut off"] = g => TestAnswer.CutOff(TestIssuer.KeySetOf(g.SigningKey)),
        ["no_usable_key: private"] = g => Set(Jwk(g, jwk => jwk["d"] = "c2VjcmV0")),
        ["no_usable_key: symmetric"] = g => Set(new JsonObject { ["kty"] = "oct", ["k"] = "c2VjcmV0", ["kid"] = g.SigningKey.KeyId }),
        ["no_usable_key: RSA"] = g => Set(Named(TestIssuer.NewRsaKey(), g)),
        ["no_usable_key: P-384"] = g => Set(Named(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP384)), g)),
        ["no_usable_key: other alg"] = g => Set(Jwk(g, jwk => jwk["alg"] = "ES384")),
        ["no_usable_key: encryption"] = g => Set(Jwk(g, jwk => jwk["use"] = "enc")),
        ["no_usable_key: key_ops"] = g => Set(Jwk(g, jwk => jwk["key_ops"] = new JsonArray("sign"))),
        ["no_usable_key: no kid"] = g => Set(Jwk(g, jwk => jwk.Remove("kid"))),
        ["no_usable_key: not on the curve"] = g => Set(Jwk(g, jwk => jwk["y"] = jwk["x"]!.GetValue<string>())),
        ["no_usable_key: short number"] = g => Set(Jwk(g, jwk => jwk["x"] = "AAAA")),
        ["no_usable_key: two of one name"] = g => Set(Jwk(g), Named(TestIssuer.NewEcKey(), g)),
        ["no_usable_key: one name, one of them no EC key"] = g => Set(Jwk(g), Named(TestIssuer.NewRsaKey(), g)),
    };

    public static TheoryData<string> HostileAnswers => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(HostileAnswers))]
    public async Task Whatever_comes_in_place_of_keys_never_replaces_good_ones_and_is_none_at_the_start(string name)
    {
        await using var service = await DownstreamService.StartAsync();
        service.Gateway.Answer(Hostile[name](service.Gateway));
        await service.PassAsync(TimeSpan.FromMinutes(11));
        Assert.Equal(2, service.Gateway.Fetches);
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        Assert.Contains($"could not be fetched: {name.Split(':')[0]} ", service.Log.Text + " ", StringComparison.Ordinal);

        await using var another = await DownstreamService.StartAsync(prepare: gateway => gateway.Answer(Hostile[name](gateway)));
        (await another.GetAsync()).Refused(503, "keys_unavailable");
        Assert.DoesNotContain("c2VjcmV0", service.Log.Text + another.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_key_does_not_cost_the_good_ones()
    {
        await using var service = await DownstreamService.StartAsync(prepare: gateway => gateway.Answer(Set(
            Jwk(gateway), TestIssuer.PublicJwk(TestIssuer.NewRsaKey()), new JsonObject { ["kty"] = "oct", ["kid"] = "secret", ["k"] = "c2VjcmV0" })));
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        Assert.Contains("The gateway's keys: 2 of those it publishes are no public ES256 keys", service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_says_nothing_for_five_seconds_is_asked_again()
    {
        await using var service = await DownstreamService.StartAsync();
        service.Gateway.Answer(TestAnswer.Hanging());
        service.Clock.Advance(TimeSpan.FromMinutes(11));
        await Eventually.IsSoAsync(() => service.Gateway.Fetches == 2);
        service.Gateway.Rotate(); // who is asked again, perhaps at once, has an answer
        await AdvanceUntilAsync(service, () => service.Log.Text.Contains("could not be fetched: timeout", StringComparison.Ordinal), TimeSpan.FromSeconds(5));
        Assert.Equal("ana", (await service.GetAsync()).Subject());
    }

    [Fact]
    public async Task Keys_are_fetched_below_the_gateways_address()
    {
        var asked = new List<Uri>();
        await using var service = await DownstreamService.StartAsync(o =>
        {
            o.Gateway = new("https://example.com/edge/");
            o.BackchannelHttpHandler = new Recording(asked);
        });
        Assert.Equal([new("https://example.com/edge/.well-known/gateway/jwks.json")], asked);
    }

    [Fact]
    public async Task A_fetch_is_a_span_of_its_own_and_nobodys_request()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Gateway.Downstream",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = await DownstreamService.StartAsync();
        service.Gateway.Rotate();
        await service.GetAsync();

        lock (spans)
        {
            // Other tests' services fetch at the same time: what holds of one holds of all.
            Assert.True(spans.Count >= 2);
            Assert.All(spans, span => Assert.Equal(("fetch gateway keys", null), (span.OperationName, span.ParentId)));
            Assert.Contains(spans, span => Equals(span.GetTagItem("gateway.keys.count"), 1));
        }
    }

    private static string Junk(DownstreamService service, Action<JsonObject>? change = null) =>
        service.Gateway.Assertion(change: change, changeHeader: header => header["kid"] = Guid.NewGuid().ToString("N"));

    private static RequestDelegate Set(params JsonObject[] keys) => TestAnswer.Json($$"""{"keys":[{{string.Join<JsonObject>(',', keys)}}]}""");

    private static JsonObject Jwk(SigningGateway gateway, Action<JsonObject>? change = null)
    {
        var jwk = TestIssuer.PublicJwk(gateway.SigningKey);
        change?.Invoke(jwk);
        return jwk;
    }

    private static JsonObject Named(SecurityKey key, SigningGateway gateway)
    {
        key.KeyId = gateway.SigningKey.KeyId;
        return TestIssuer.PublicJwk(key);
    }

    /// <summary>The clock is moved each time that something waits for it, until all is done.</summary>
    private static Task AdvanceUntilAsync(DownstreamService service, Func<bool> done, TimeSpan by) => Eventually.IsSoAsync(() =>
    {
        if (!done() && service.Clock.HasTimerWithin(by))
        {
            service.Clock.Advance(by);
        }

        return done();
    });

    private sealed class Recording(List<Uri> asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add(request.RequestUri!);
            return Task.FromResult(new HttpResponseMessage { RequestMessage = request, Content = new StringContent("""{"keys":[]}""") });
        }
    }
}
