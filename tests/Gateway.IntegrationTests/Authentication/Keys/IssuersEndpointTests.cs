using System.Text.Json;
using Gateway.Authentication.Keys;

namespace Gateway.IntegrationTests.Authentication.Keys;

/// <summary>What those who run the gateway see of the issuers.</summary>
public sealed class IssuersEndpointTests
{
    [Fact]
    public async Task An_issuer_is_shown_with_its_keys_and_when_they_were_used()
    {
        await using var api = await KeyedApi.StartAsync(issuer => issuer.Published.Add(TestIssuer.NewRsaKey()));
        var start = api.Clock.GetUtcNow();
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        await api.GetAsync().IsFromServiceAsync();

        var issuer = await ReadAsync(api);
        Assert.Equal(
            [
                "name", "issuer", "metadata", "reachable", "available", "keys",
                "last_refresh", "last_success", "failures", "last_error", "next_refresh",
            ],
            issuer.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("main", api.Issuer.Url), (Text("name"), Text("issuer")));
        Assert.Equal(api.Issuer.Url + "/.well-known/openid-configuration", Text("metadata"));
        Assert.True(issuer.GetProperty("reachable").GetBoolean() && issuer.GetProperty("available").GetBoolean());
        Assert.Equal((0, null), (issuer.GetProperty("failures").GetInt32(), Text("last_error")));
        Assert.Equal((start, start), (Time(issuer, "last_refresh"), Time(issuer, "last_success")));
        Assert.InRange(Time(issuer, "next_refresh")!.Value, start.AddMinutes(9), start.AddMinutes(11));

        var keys = issuer.GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal(["kid", "kty", "alg", "first_seen", "last_used"], keys[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            [
                (api.Issuer.SigningKey.KeyId, "EC", "ES256", start, start.AddMinutes(5)),
                (api.Issuer.Published[1].KeyId, "RSA", "RS256", start, null),
            ],
            keys.Select(key => (
                key.GetProperty("kid").GetString(),
                key.GetProperty("kty").GetString(),
                key.GetProperty("alg").GetString(),
                Time(key, "first_seen"),
                Time(key, "last_used"))));

        string? Text(string member) => issuer.GetProperty(member).GetString();
    }

    [Fact]
    public async Task A_token_that_is_refused_does_not_use_a_key()
    {
        await using var api = await KeyedApi.StartAsync();
        var other = TestIssuer.NewEcKey();
        other.KeyId = api.Issuer.SigningKey.KeyId;
        api.Issuer.SigningKey = other;
        await api.GetAsync().IsRefusedAsync(401, "invalid_token");
        Assert.Null(Assert.Single(api.Keys.Describe().Keys).LastUsed);
    }

    [Fact]
    public async Task A_key_that_stays_keeps_when_it_was_first_seen_and_a_new_one_has_its_own()
    {
        await using var api = await KeyedApi.StartAsync();
        var start = api.Clock.GetUtcNow();
        api.Issuer.Publish(api.Issuer.SigningKey, TestIssuer.NewEcKey());
        await api.PassMinutesAsync(11);
        Assert.Equal([start, start.AddMinutes(11)], api.Keys.Describe().Keys.Select(key => key.FirstSeen));
    }

    [Fact]
    public async Task An_issuer_that_fails_is_shown_with_the_reason_in_our_own_words()
    {
        await using var api = await KeyedApi.StartAsync(issuer => issuer.KeySet = TestAnswer.Text("secret remote text"));
        await api.PassAsync(TimeSpan.FromSeconds(1));

        var issuer = await ReadAsync(api);
        Assert.False(issuer.GetProperty("reachable").GetBoolean() || issuer.GetProperty("available").GetBoolean());
        Assert.Equal((2, "key_set_not_json"), (issuer.GetProperty("failures").GetInt32(), issuer.GetProperty("last_error").GetString()));
        Assert.Equal(0, issuer.GetProperty("keys").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, issuer.GetProperty("last_success").ValueKind);
        Assert.DoesNotContain("secret", issuer.GetRawText() + api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_key_is_shown_but_its_name()
    {
        await using var api = await KeyedApi.StartAsync();
        var jwk = TestIssuer.PublicJwk(api.Issuer.SigningKey);
        Assert.DoesNotContain((string)jwk["x"]!, (await ReadAsync(api)).GetRawText() + api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    private static DateTimeOffset? Time(JsonElement from, string member) =>
        from.GetProperty(member) is { ValueKind: not JsonValueKind.Null } time ? time.GetDateTimeOffset() : null;

    private static async Task<JsonElement> ReadAsync(KeyedApi api)
    {
        await using var admin = await LoopbackServer.StartAsync(app => app.MapIssuers(api.Gateway.Services));
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(admin.Urls.First() + "/issuers"));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return Assert.Single(JsonElement.Parse(await answer.Content.ReadAsStringAsync()).EnumerateArray());
    }
}
