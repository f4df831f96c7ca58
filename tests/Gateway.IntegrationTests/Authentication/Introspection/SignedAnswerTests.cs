using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Authentication.Introspection;

/// <summary>Signed answers (RFC 9701): an answer counts only as a fresh JWT of the issuer's for this gateway.</summary>
public sealed class SignedAnswerTests : IAsyncLifetime
{
    private const string Type = "application/token-introspection+jwt";

    private OpaqueApi opaque = null!;

    public async Task InitializeAsync() => opaque = await OpaqueApi.StartAsync(more: ", 'SignedResponse': true");

    public async Task DisposeAsync() => await opaque.DisposeAsync();

    [Theory]
    [InlineData("token-introspection+jwt")]
    [InlineData("application/Token-Introspection+JWT")]
    public async Task A_signed_answer_is_accepted(string typ)
    {
        opaque.Say(Answer(changeHeader: h => h["typ"] = typ), Type);
        await opaque.GetAsync().IsFromServiceAsync();
        Assert.Equal(Type, opaque.Questions.Single().Accept);
    }

    [Fact]
    public async Task A_signed_no_is_a_no()
    {
        opaque.Say(Answer(p => p["token_introspection"] = new JsonObject { ["active"] = false }), Type);
        await opaque.GetAsync().IsRefusedTokenAsync("The token is not active");
    }

    [Fact]
    public async Task The_answer_inside_is_checked_as_a_plain_one_is()
    {
        opaque.Say(Answer(p => p["token_introspection"]!["aud"] = "https://other.example.com"), Type);
        await opaque.GetAsync().IsRefusedTokenAsync("The token is for another audience");
    }

    [Fact]
    public async Task A_plain_answer_is_not_believed()
    {
        opaque.Say();
        await UnavailableAsync();
        opaque.Say(opaque.Active().ToJsonString(), Type);
        await UnavailableAsync();
        opaque.Say(Answer(), "application/json");
        await UnavailableAsync();
    }

    [Theory]
    [InlineData("iss", "\"https://evil.example.com\"")]
    [InlineData("aud", "\"another-gateway\"")]
    [InlineData("aud", "null")]
    [InlineData("iat", "1893499109")]
    [InlineData("iat", "1893499291")]
    [InlineData("iat", "\"1893499200\"")]
    [InlineData("token_introspection", "\"x\"")]
    [InlineData("token_introspection", "null")]
    public async Task An_answer_for_another_or_of_another_time_is_not_believed(string claim, string json)
    {
        opaque.Say(Answer(p => p[claim] = JsonNode.Parse(json)), Type);
        await UnavailableAsync();
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("iat")]
    [InlineData("token_introspection")]
    public async Task An_answer_that_lacks_a_claim_is_not_believed(string claim)
    {
        opaque.Say(Answer(p => p.Remove(claim)), Type);
        await UnavailableAsync();
    }

    [Theory]
    [InlineData("typ", "\"at+jwt\"")]
    [InlineData("typ", "\"JWT\"")]
    [InlineData("typ", "null")]
    [InlineData("alg", "\"none\"")]
    [InlineData("alg", "\"HS256\"")]
    [InlineData("kid", "\"unknown\"")]
    [InlineData("crit", "[\"x\"]")]
    public async Task An_answer_with_another_header_is_not_believed(string member, string json)
    {
        opaque.Say(Answer(changeHeader: h => h[member] = JsonNode.Parse(json)), Type);
        await UnavailableAsync();
    }

    [Fact]
    public async Task An_answer_signed_with_a_strange_key_is_not_believed()
    {
        var stranger = TestIssuer.NewEcKey();
        stranger.KeyId = opaque.Api.Issuer.SigningKey.KeyId;
        opaque.Api.Issuer.SigningKey = stranger;
        opaque.Say(Answer(), Type);
        await UnavailableAsync();
    }

    [Fact]
    public async Task A_key_the_issuer_has_just_begun_to_use_is_fetched()
    {
        opaque.Api.Issuer.Rotate();
        opaque.Say(Answer(), Type);
        await opaque.GetAsync().IsFromServiceAsync();
    }

    /// <summary>RFC 9701 section 8.1.</summary>
    [Fact]
    public async Task A_signed_answer_is_no_access_token()
    {
        var answer = Answer(p =>
        {
            foreach (var (name, value) in opaque.Active())
            {
                p[name] = value?.DeepClone();
            }

            p["jti"] = "x";
        });
        await opaque.GetAsync(answer).IsRefusedTokenAsync("The token is not an access token of an accepted type");
        Assert.Empty(opaque.Questions);
    }

    private string Answer(Action<JsonObject>? change = null, Action<JsonObject>? changeHeader = null)
    {
        var payload = new JsonObject
        {
            ["iss"] = opaque.Api.Issuer.Url,
            ["aud"] = OpaqueApi.ClientId,
            ["iat"] = opaque.Clock.GetUtcNow().ToUnixTimeSeconds(),
            ["token_introspection"] = opaque.Active(),
        };
        change?.Invoke(payload);
        return opaque.Api.Issuer.Sign(payload.ToJsonString(), header =>
        {
            header["typ"] = "token-introspection+jwt";
            changeHeader?.Invoke(header);
        });
    }

    private async Task UnavailableAsync()
    {
        await opaque.GetAsync().IsRefusedAsync(503, "issuer_unavailable");
        Assert.Empty(opaque.Api.Service.Seen);
    }
}
