using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.IntegrationTests.Authentication;

/// <summary>Which tokens are verified, and which refused with which words. Every shape that the standards forbid is in Gateway.ConformanceTests.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly SettableClock clock = new();
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync("'GET /': 'read'", clock: clock);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task A_token_as_RFC_9068_wants_it_is_accepted() => await GetWith(api.Issuer.Token("read")).IsFromServiceAsync();

    [Theory]
    [InlineData("application/at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("Application/At+Jwt")]
    public async Task The_type_is_a_media_type_and_ignores_case(string typ) =>
        await GetWith(api.Issuer.Token("read", changeHeader: h => h["typ"] = typ)).IsFromServiceAsync();

    [Theory]
    [InlineData("JWT")]
    [InlineData("")]
    [InlineData("dpop+jwt")]
    [InlineData("gateway+jwt")]
    [InlineData("at+jwt ")]
    [InlineData("text/at+jwt")]
    public async Task Another_type_is_refused(string typ) =>
        await RefusedAsync(api.Issuer.Token("read", changeHeader: h => h["typ"] = typ), "The token is not an access token of an accepted type");

    [Theory]
    [InlineData("https://other.example.com")]
    [InlineData("https://api.example.com/")]
    [InlineData("https://api.example.com.evil")]
    [InlineData("HTTPS://API.EXAMPLE.COM")]
    [InlineData("")]
    public async Task A_token_for_another_audience_is_refused(string audience) =>
        await RefusedAsync(api.Issuer.Token("read", p => p["aud"] = audience), "The token is for another audience");

    [Fact]
    public async Task One_of_several_audiences_suffices() =>
        await GetWith(api.Issuer.Token("read", p => p["aud"] = new JsonArray("https://other.example.com", TestIssuer.Audience))).IsFromServiceAsync();

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("")]
    public async Task A_token_of_an_issuer_that_is_not_trusted_is_refused(string issuer) =>
        await GetWith(api.Issuer.Token("read", p => p["iss"] = issuer)).IsRefusedAsync(401, "invalid_token");

    [Fact]
    public async Task The_issuer_is_compared_to_the_letter() =>
        await RefusedAsync(api.Issuer.Token("read", p => p["iss"] = api.Issuer.Url + "/"), "The token is not from an accepted issuer");

    [Fact]
    public async Task A_token_is_accepted_until_the_skew_after_its_end_and_no_longer()
    {
        var token = api.Issuer.Token("read");

        clock.Advance(TimeSpan.FromSeconds(600 + 29));
        await GetWith(token).IsFromServiceAsync();
        api.Service.Forget();

        clock.Advance(TimeSpan.FromSeconds(1));
        await RefusedAsync(token, "The token has expired");
    }

    [Fact]
    public async Task A_token_is_accepted_from_the_skew_before_its_beginning_on_and_not_earlier()
    {
        var token = api.Issuer.Token("read", p => p["nbf"] = clock.GetUtcNow().ToUnixTimeSeconds() + 31);
        await RefusedAsync(token, "The token is not valid yet");

        clock.Advance(TimeSpan.FromSeconds(1));
        await GetWith(token).IsFromServiceAsync();
    }

    [Theory]
    [InlineData("\"1893500000\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[1893500000]")]
    [InlineData("1e999")]
    public async Task An_end_that_is_no_number_is_refused(string exp) =>
        await RefusedAsync(
            api.Issuer.Sign(api.PayloadWith("exp", exp)), "The token is not a well-formed JWT access token");

    [Fact]
    public async Task Scopes_may_be_an_array_of_strings() =>
        await GetWith(api.Issuer.Token(change: p => p["scope"] = new JsonArray("other", "read"))).IsFromServiceAsync();

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("es256")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256")]
    public async Task An_algorithm_that_is_not_on_the_list_is_refused(string alg) =>
        await RefusedAsync(
            api.Issuer.Token("read", changeHeader: h => h["alg"] = alg), "The token is signed with an algorithm that is not accepted");

    [Fact]
    public async Task An_unsigned_token_is_refused()
    {
        var token = api.Issuer.Token("read", changeHeader: h => h["alg"] = "none");
        await GetWith(token[..(token.LastIndexOf('.') + 1)]).IsRefusedAsync(401, "invalid_token");
    }

    [Fact]
    public async Task A_signature_by_another_key_under_the_same_name_is_refused()
    {
        var forger = TestIssuer.NewEcKey();
        forger.KeyId = api.Issuer.SigningKey.KeyId;
        api.Issuer.SigningKey = forger;
        await RefusedAsync(api.Issuer.Token("read"), "The token's signature does not hold");
    }

    [Fact]
    public async Task A_key_that_the_issuer_does_not_publish_is_refused()
    {
        api.Issuer.SigningKey = TestIssuer.NewEcKey();
        await RefusedAsync(api.Issuer.Token("read"), "The token is signed with a key that its issuer does not publish");
    }

    [Fact]
    public async Task A_payload_changed_after_signing_is_refused()
    {
        var parts = api.Issuer.Token("other").Split('.');
        var payload = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!;
        payload["scope"] = "read";
        await RefusedAsync(
            $"{parts[0]}.{Base64UrlEncoder.Encode(payload.ToJsonString())}.{parts[2]}", "The token's signature does not hold");
    }

    [Theory]
    [InlineData("{\"sub\":\"x\",")]
    [InlineData("{\"scope\":\"admin\",")]
    public async Task A_payload_that_names_a_member_twice_is_refused(string first)
    {
        var payload = api.PayloadWith("scope", "\"read\"");
        await RefusedAsync(api.Issuer.Sign(first + payload[1..]), "The token is not a well-formed JWT access token");
    }

    [Theory]
    [InlineData("xyz")]
    [InlineData("{\"scope\":\"admin\"}")]
    public async Task Anything_after_the_payload_is_refused(string more) =>
        await RefusedAsync(
            api.Issuer.Sign(api.PayloadWith("scope", "\"read\"") + more), "The token is not a well-formed JWT access token");

    [Fact]
    public async Task A_token_of_more_than_8_KiB_is_refused() =>
        await RefusedAsync(
            api.Issuer.Token("read", p => p["padding"] = new string('x', 9000)), "The token is not a well-formed JWT access token");

    [Fact]
    public async Task No_refused_token_is_ever_answered_or_logged()
    {
        var token = api.Issuer.Token("read", p => p["aud"] = "https://secret-audience.example.com");
        var answer = await GetWith(token);
        var said = await answer.Content.ReadAsStringAsync() + answer.Headers;

        foreach (var part in token.Split('.').Append("secret-audience"))
        {
            Assert.DoesNotContain(part, said, StringComparison.Ordinal);
            Assert.DoesNotContain(part, api.Gateway.Log.Text, StringComparison.Ordinal);
        }
    }

    private Task<HttpResponseMessage> GetWith(string token) => api.Gateway.GetAsync("/api", token);

    private async Task RefusedAsync(string token, string description)
    {
        await GetWith(token).IsRefusedTokenAsync(description);
        Assert.Empty(api.Service.Seen);
    }
}
