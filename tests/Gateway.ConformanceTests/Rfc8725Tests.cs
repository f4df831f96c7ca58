using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.ConformanceTests;

/// <summary>JSON Web Token best current practices, where the other classes do not already have them.</summary>
public sealed class Rfc8725Tests(EdgeFixture edge) : IClassFixture<EdgeFixture>
{
    [Fact]
    public async Task Section_3_8_a_key_signs_for_its_issuer_only()
    {
        await using var other = await TestIssuer.StartAsync(edge.Clock);
        other.SigningKey.KeyId = edge.Issuer.SigningKey.KeyId;
        await edge.RefusedAsync(other.Token("read", p => p["iss"] = edge.Issuer.Url));
        await edge.RefusedAsync(other.Token("read"));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("' OR 1=1 --")]
    [InlineData("|whoami")]
    [InlineData("http://127.0.0.1:1/key")]
    [InlineData("\u0000")]
    [InlineData("")]
    public async Task Section_3_10_a_key_id_is_a_name_and_nothing_is_done_with_it(string kid) =>
        await edge.RefusedAsync(edge.Issuer.Token("read", changeHeader: h => h["kid"] = kid == "" ? "x" : kid));

    [Fact]
    public async Task Section_3_9_a_token_for_a_neighbour_is_refused_though_we_trust_its_issuer() =>
        await edge.RefusedAsync(edge.Issuer.Token("read", p => p["aud"] = "https://neighbour.example.com"));

    [Theory]
    [InlineData("nonce", "\"n\"")]
    [InlineData("at_hash", "\"h\"")]
    [InlineData("events", """{"http://schemas.openid.net/event/backchannel-logout":{}}""")]
    public async Task Section_3_12_an_ID_token_or_logout_token_is_no_access_token(string claim, string json)
    {
        var payload = edge.Payload($"\"{claim}\":{json}");
        await edge.RefusedAsync(edge.Issuer.Sign(payload, h => h["typ"] = "JWT"));
        await edge.RefusedAsync(edge.Issuer.Sign(payload, h => h.Remove("typ")));
    }

    [Fact]
    public async Task Sections_2_and_3_1_what_was_changed_after_signing_is_refused()
    {
        var parts = edge.Issuer.Token("other").Split('.');
        foreach (var (claim, value) in new (string, JsonNode)[] { ("scope", "read"), ("sub", "root"), ("exp", 9999999999), ("aud", "*"), ("client_id", "x") })
        {
            var payload = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!;
            payload[claim] = value;
            await edge.RefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(payload.ToJsonString())}.{parts[2]}");
        }
    }

    [Fact]
    public async Task Of_several_faults_the_signature_is_the_one_that_is_said()
    {
        var forger = TestIssuer.NewEcKey();
        forger.KeyId = edge.Issuer.SigningKey.KeyId;
        await edge.WithKeyAsync(forger, async () =>
            await edge.Gateway.GetAsync("/api", edge.Issuer.Token("read", p => p["exp"] = 1)).IsRefusedTokenAsync("The token's signature does not hold"));
    }
}
