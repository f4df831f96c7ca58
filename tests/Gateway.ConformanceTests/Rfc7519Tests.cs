using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.ConformanceTests;

/// <summary>JSON Web Token: one JSON object of claims, each of its type, each of them holding.</summary>
public sealed class Rfc7519Tests(EdgeFixture edge) : IClassFixture<EdgeFixture>
{
    [Theory]
    [InlineData("email", "\"käthe@example.com\"")]
    [InlineData("nested", """{"a":[1,2,{"b":null}]}""")]
    [InlineData("https://example.com/roles", """["a","b"]""")]
    [InlineData("EXP", "1")]
    [InlineData("Scope", "\"admin\"")]
    [InlineData("auth_time", "1893499200.5")]
    [InlineData("emoji", "\"\\ud83d\\ude00\"")]
    public async Task Section_4_further_claims_are_ignored(string claim, string json) => await edge.AcceptedAsync(edge.TokenWithClaim(claim, json));

    [Theory]
    [InlineData("\"sub\":\"admin\"")]
    [InlineData("\"scope\":\"read write\"")]
    [InlineData("\"aud\":\"other\"")]
    [InlineData("\"exp\":9999999999")]
    [InlineData("\"iss\":\"https://evil.example.com\"")]
    [InlineData("\"\\u0073ub\":\"admin\"")]
    [InlineData("\"x\":{\"a\":1,\"a\":1}")]
    [InlineData("\"x\":[{\"a\":1,\"a\":1}]")]
    public async Task Section_4_claim_names_are_unique_at_any_depth(string more) => await edge.RefusedAsync(edge.Issuer.Sign(edge.Payload(more)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("eyJhIjoxfQ")]
    public async Task Section_7_2_a_payload_is_a_JSON_object_with_claims(string payload) => await edge.RefusedAsync(edge.Issuer.Sign(payload));

    [Theory]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData("{\"sub\":\"admin\"}")]
    [InlineData("\0")]
    [InlineData(",")]
    [InlineData("// comment")]
    public async Task Section_7_2_nothing_follows_the_object(string more) => await edge.RefusedAsync(edge.Issuer.Sign(edge.Payload() + more));

    [Theory]
    [InlineData(" ")]
    [InlineData("\r\n")]
    [InlineData("\t ")]
    public async Task White_space_around_the_object_is_JSON(string space) => await edge.AcceptedAsync(edge.Issuer.Sign(space + edge.Payload() + space));

    [Fact]
    public async Task Section_7_2_text_is_UTF_8()
    {
        foreach (var bytes in new byte[][] { [0xC3, 0x28], [0xC0, 0xAE], [0xED, 0xA0, 0x80], [0xFF], [0xF5, 0x80, 0x80, 0x80] })
        {
            var payload = System.Text.Encoding.UTF8.GetBytes(edge.Payload("\"x\":\"?\""));
            var at = payload.AsSpan().IndexOf((byte)'?');
            byte[] broken = [.. payload[..at], .. bytes, .. payload[(at + 1)..]];
            await edge.RefusedAsync(edge.SignRaw(
                Base64UrlEncoder.Encode($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{edge.Issuer.SigningKey.KeyId}}"}"""), Base64UrlEncoder.Encode(broken)));
        }
    }

    [Theory]
    [InlineData("x", "\"\\ud800\"")]
    [InlineData("sub", "\"\\udc00\"")]
    [InlineData("x", "{\"\\ud800\":1}")]
    public async Task Half_a_character_is_no_text(string claim, string json) => await edge.RefusedAsync(edge.TokenWithClaim(claim, json));

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[\"a\"]")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("\"https://issuer.example.com\\u0000\"")]
    public async Task Section_4_1_1_iss_is_a_string_and_exactly_an_issuer_we_trust(string iss) => await edge.RefusedAsync(edge.TokenWithClaim("iss", iss));

    [Fact]
    public async Task Section_4_1_1_iss_is_compared_to_the_letter()
    {
        var issuer = edge.Issuer.Url;
        foreach (var other in new[] { issuer + "/", issuer.ToUpperInvariant(), issuer.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), " " + issuer, issuer + "?a", issuer[..^1] })
        {
            await edge.RefusedAsync(edge.Issuer.Token("read", p => p["iss"] = other));
        }
    }

    [Theory]
    [InlineData("sub", "12345")]
    [InlineData("sub", "null")]
    [InlineData("sub", "[\"ana\"]")]
    [InlineData("sub", "{}")]
    [InlineData("sub", "true")]
    [InlineData("jti", "1")]
    [InlineData("jti", "null")]
    public async Task Sections_4_1_2_and_4_1_7_sub_and_jti_are_strings(string claim, string json) => await edge.RefusedAsync(edge.TokenWithClaim(claim, json));

    [Theory]
    [InlineData("\"https://api.example.com\"")]
    [InlineData("[\"https://api.example.com\"]")]
    [InlineData("[\"x\",\"https://api.example.com\",\"y\"]")]
    public async Task Section_4_1_3_aud_is_one_or_several_and_we_are_among_them(string aud) => await edge.AcceptedAsync(edge.TokenWithClaim("aud", aud));

    [Theory]
    [InlineData("\"https://api.example.com/\"")]
    [InlineData("\"https://API.example.com\"")]
    [InlineData("\"https://api.example.com.evil\"")]
    [InlineData("\"https://api.example.co\"")]
    [InlineData("\"https://api.example.com https://other.example.com\"")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("[\"https://other.example.com\"]")]
    [InlineData("[\"https://api.example.com\",null]")]
    [InlineData("[\"https://api.example.com\",1]")]
    [InlineData("[[\"https://api.example.com\"]]")]
    [InlineData("{\"https://api.example.com\":1}")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"*\"")]
    public async Task Section_4_1_3_any_other_audience_is_refused(string aud) => await edge.RefusedAsync(edge.TokenWithClaim("aud", aud));

    [Theory]
    [InlineData(600.0)]
    [InlineData(1.0)]
    [InlineData(-29.0)]
    [InlineData(0.5)]
    public async Task Section_4_1_4_exp_holds_until_the_skew_after_it(double fromNow) => await edge.AcceptedAsync(edge.TokenWithClaim("exp", Seconds(fromNow)));

    [Theory]
    [InlineData(-30.0)]
    [InlineData(-30.5)]
    [InlineData(-600.0)]
    [InlineData(-1893456000.0)]
    public async Task Section_4_1_4_then_no_longer(double fromNow) => await edge.RefusedAsync(edge.TokenWithClaim("exp", Seconds(fromNow)));

    [Theory]
    [InlineData("exp", "\"1999999999\"")]
    [InlineData("exp", "null")]
    [InlineData("exp", "true")]
    [InlineData("exp", "[1999999999]")]
    [InlineData("exp", "{}")]
    [InlineData("exp", "1e308")]
    [InlineData("exp", "1e999")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "\"NaN\"")]
    [InlineData("exp", "NaN")]
    [InlineData("exp", "0x77359400")]
    [InlineData("exp", "01999999999")]
    [InlineData("nbf", "\"0\"")]
    [InlineData("nbf", "null")]
    [InlineData("nbf", "[0]")]
    [InlineData("nbf", "1e999")]
    [InlineData("iat", "\"0\"")]
    [InlineData("iat", "null")]
    [InlineData("iat", "{}")]
    public async Task Section_2_a_NumericDate_is_a_number(string claim, string json) => await edge.RefusedAsync(edge.TokenWithClaim(claim, json));

    [Theory]
    [InlineData(0.0)]
    [InlineData(30.0)]
    [InlineData(29.5)]
    [InlineData(-600.0)]
    public async Task Section_4_1_5_nbf_holds_from_the_skew_before_it(double fromNow) => await edge.AcceptedAsync(edge.TokenWithClaim("nbf", Seconds(fromNow)));

    [Theory]
    [InlineData(31.0)]
    [InlineData(600.0)]
    public async Task Section_4_1_5_and_not_earlier(double fromNow) => await edge.RefusedAsync(edge.TokenWithClaim("nbf", Seconds(fromNow)));

    [Fact]
    public async Task Section_4_1_4_a_token_without_exp_would_never_end() => await edge.RefusedAsync(edge.Issuer.Token("read", p => p.Remove("exp")));

    [Fact]
    public async Task Section_5_2_a_nested_token_is_not_opened()
    {
        var inner = edge.Issuer.Token("read");
        await edge.RefusedAsync(edge.SignRaw(
            Base64UrlEncoder.Encode($$"""{"alg":"ES256","typ":"at+jwt","cty":"JWT","kid":"{{edge.Issuer.SigningKey.KeyId}}"}"""), Base64UrlEncoder.Encode(inner)));
    }

    [Fact]
    public async Task A_token_inside_a_token_says_nothing() =>
        await edge.RefusedAsync(edge.Issuer.Token("read", p =>
        {
            p["act"] = new JsonObject { ["aud"] = TestIssuer.Audience };
            p.Remove("aud");
        }));

    [Fact]
    public async Task JSON_without_end_is_refused() =>
        await edge.RefusedAsync(edge.TokenWithClaim("x", string.Concat(Enumerable.Repeat("[", 500)) + string.Concat(Enumerable.Repeat("]", 500))));

    private string Seconds(double fromNow) => (edge.Now + fromNow).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
