using System.Text.Json.Nodes;

namespace Gateway.ConformanceTests;

/// <summary>Opaque tokens by introspection (RFC 7662): what the issuer's answer has to say, and what a no is.</summary>
public sealed class Rfc7662Tests : IAsyncLifetime
{
    private OpaqueApi opaque = null!;

    public async Task InitializeAsync() => opaque = await OpaqueApi.StartAsync();

    public async Task DisposeAsync() => await opaque.DisposeAsync();

    [Fact]
    public async Task An_active_token_is_accepted_and_the_service_is_told_who_calls()
    {
        await opaque.GetAsync().IsFromServiceAsync();
        var seen = opaque.Api.Service.Only;
        Assert.Equal(
            ("ana", "app", "user", "read", opaque.Api.Issuer.Url),
            (seen.Header("Gateway-Subject"), seen.Header("Gateway-Client"), seen.Header("Gateway-Caller"), seen.Header("Gateway-Scopes"),
                seen.Header("Gateway-Issuer")));
        Assert.Null(seen.Header("Authorization"));
    }

    [Fact]
    public async Task A_client_that_is_its_own_subject_is_a_machine()
    {
        opaque.Say(a => a["sub"] = "app");
        await opaque.GetAsync().IsFromServiceAsync();
        Assert.Equal("machine", opaque.Api.Service.Only.Header("Gateway-Caller"));
    }

    [Fact]
    public async Task Without_a_subject_it_is_not_known_who_calls()
    {
        opaque.Say(a => a.Remove("sub"));
        await opaque.GetAsync().IsFromServiceAsync();
        Assert.Equal("unknown", opaque.Api.Service.Only.Header("Gateway-Caller"));
    }

    [Fact]
    public async Task The_scopes_decide_as_those_of_a_JWT_do() =>
        await opaque.Api.Gateway.SendAsync("POST", "/api", "opaque").IsRefusedAsync(403, "insufficient_scope");

    [Fact]
    public async Task A_token_without_scopes_has_none()
    {
        opaque.Say(a => a.Remove("scope"));
        await opaque.GetAsync().IsRefusedAsync(403, "insufficient_scope");
    }

    [Theory]
    [InlineData("iss", "\"ISSUER\"")]
    [InlineData("token_type", "\"bearer\"")]
    [InlineData("aud", "[\"https://other.example.com\", \"https://api.example.com\"]")]
    [InlineData("nbf", "1893499200")]
    [InlineData("username", "\"Ana\"")]
    public async Task What_may_be_in_an_answer_does_no_harm(string member, string json)
    {
        opaque.Say(a => a[member] = JsonNode.Parse(json.Replace("ISSUER", opaque.Api.Issuer.Url, StringComparison.Ordinal)));
        await opaque.GetAsync().IsFromServiceAsync();
    }

    [Theory]
    [InlineData("{\"active\":false}")]
    [InlineData("{\"active\":false,\"scope\":\"read\",\"aud\":\"https://api.example.com\",\"exp\":9999999999}")]
    public async Task A_token_that_is_not_active_is_refused_whatever_else_is_said(string answer)
    {
        opaque.Say(answer);
        await RefusedAsync("The token is not active");
    }

    [Theory]
    [InlineData("aud", "\"https://other.example.com\"", "The token is for another audience")]
    [InlineData("aud", "\"https://api.example.com/\"", "The token is for another audience")]
    [InlineData("aud", "[]", "The token is for another audience")]
    [InlineData("iss", "\"https://evil.example.com\"", "The token is not from an accepted issuer")]
    [InlineData("iss", "7", "The token is not from an accepted issuer")]
    [InlineData("token_type", "\"DPoP\"", "The token is not an access token of an accepted type")]
    [InlineData("token_type", "null", "The token is not an access token of an accepted type")]
    [InlineData("cnf", "{\"jkt\":\"x\"}", "The token is bound to a key and not accepted as a bearer token")]
    [InlineData("cnf", "null", "The token is bound to a key and not accepted as a bearer token")]
    [InlineData("exp", "1893499170", "The token has expired")]
    [InlineData("exp", "-1e300", "The token has expired")]
    [InlineData("nbf", "1893499231", "The token is not valid yet")]
    public async Task An_active_token_that_is_not_for_us_or_not_now_is_refused(string member, string json, string description)
    {
        opaque.Say(a => a[member] = JsonNode.Parse(json));
        await RefusedAsync(description);
    }

    [Fact]
    public async Task An_answer_without_audience_is_refused()
    {
        opaque.Say(a => a.Remove("aud"));
        await RefusedAsync("The token is for another audience");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("true")]
    [InlineData("")]
    [InlineData("{\"active\":\"true\",\"aud\":\"https://api.example.com\",\"scope\":\"read\"}")]
    [InlineData("{\"active\":1,\"aud\":\"https://api.example.com\",\"scope\":\"read\"}")]
    [InlineData("{\"active\":null}")]
    [InlineData("{\"Active\":true,\"aud\":\"https://api.example.com\",\"scope\":\"read\"}")]
    [InlineData("{\"active\":false,\"active\":true,\"aud\":\"https://api.example.com\",\"scope\":\"read\"}")]
    [InlineData("{\"active\":true,\"aud\":\"https://api.example.com\",\"scope\":\"read\"} x")]
    [InlineData("{\"active\":true,\"aud\":\"https://api.example.com\",\"scope\":\"read\"")]
    [InlineData("{\"active\":true,\"aud\":\"https://api.example.com\",\"scope\":7}")]
    [InlineData("{\"active\":true,\"aud\":\"https://api.example.com\",\"scope\":\"read\",\"sub\":7}")]
    [InlineData("{\"active\":true,\"aud\":7,\"scope\":\"read\"}")]
    [InlineData("{\"active\":true,\"aud\":[\"https://api.example.com\",7],\"scope\":\"read\"}")]
    [InlineData("{\"active\":true,\"aud\":\"https://api.example.com\",\"scope\":\"read\",\"exp\":\"9999999999\"}")]
    [InlineData("{\"active\":true,\"aud\":\"https://api.example.com\",\"scope\":\"read\",\"exp\":1e999}")]
    [InlineData("{\"active\":true,\"aud\":\"https://api.example.com\",\"scope\":\"read\",\"nbf\":null}")]
    public async Task What_is_no_answer_says_nothing_about_the_token(string answer)
    {
        opaque.Say(answer);
        await opaque.GetAsync().IsRefusedAsync(503, "issuer_unavailable");
        Assert.Empty(opaque.Api.Service.Seen);
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("====")]
    [InlineData("a=b")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("a,b")]
    public async Task What_is_a_JWT_by_its_form_or_no_token_at_all_is_asked_of_nobody(string token)
    {
        await opaque.GetAsync(token).IsRefusedTokenAsync("The token is not a well-formed JWT access token");
        Assert.Empty(opaque.Questions);
    }

    [Fact]
    public async Task An_encrypted_token_is_asked_of_nobody()
    {
        await opaque.GetAsync("a.b.c.d.e").IsRefusedTokenAsync("Encrypted tokens are not accepted");
        Assert.Empty(opaque.Questions);
    }

    [Fact]
    public async Task A_JWT_with_a_broken_signature_gets_no_second_chance()
    {
        var token = opaque.Api.Issuer.Token("read");
        var other = opaque.Api.Issuer.Token("read");
        await opaque.GetAsync(token[..token.LastIndexOf('.')] + other[other.LastIndexOf('.')..])
            .IsRefusedTokenAsync("The token's signature does not hold");
        Assert.Empty(opaque.Questions);
    }

    [Fact]
    public async Task A_JWT_is_verified_without_a_question()
    {
        await opaque.GetAsync(opaque.Api.Issuer.Token("read")).IsFromServiceAsync();
        Assert.Empty(opaque.Questions);
    }

    [Theory]
    [InlineData(4096, 200)]
    [InlineData(4097, 401)]
    public async Task An_opaque_token_has_at_most_4_KiB(int length, int status)
    {
        using var answer = await opaque.GetAsync(new string('x', length));
        Assert.Equal((status, status == 200 ? 1 : 0), ((int)answer.StatusCode, opaque.Questions.Count));
    }

    [Fact]
    public async Task Without_introspection_an_opaque_token_is_malformed()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        await api.Gateway.GetAsync("/api", "opaque").IsRefusedTokenAsync("The token is not a well-formed JWT access token");
    }

    [Fact]
    public async Task Neither_token_nor_secret_is_ever_answered_or_logged()
    {
        await opaque.GetAsync("the-good-token").IsFromServiceAsync();
        opaque.Say("{\"active\":false,\"sub\":\"the-subject\"}");
        using var refused = await opaque.GetAsync("the-bad-token");
        opaque.Say("the-answer", status: 500);
        using var failed = await opaque.GetAsync("the-other-token");
        var said = opaque.Api.Gateway.Log.Text + await refused.Content.ReadAsStringAsync() + refused.Headers
            + await failed.Content.ReadAsStringAsync() + failed.Headers;

        foreach (var secret in new[] { "the-good-token", "the-bad-token", "the-other-token", "the-subject", "the-answer", "s3cret" })
        {
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
        }
    }

    private async Task RefusedAsync(string description)
    {
        await opaque.GetAsync().IsRefusedTokenAsync(description);
        Assert.Empty(opaque.Api.Service.Seen);
    }
}
