using Microsoft.IdentityModel.Tokens;

namespace Gateway.ConformanceTests;

/// <summary>JSON Web Signature: the compact form, its header, and what a header must never bring along.</summary>
public sealed class Rfc7515Tests(EdgeFixture edge) : IClassFixture<EdgeFixture>
{
    [Theory]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"kid":"KID","typ":"at+jwt","alg":"ES256"}""")]
    [InlineData("""{ "alg" : "ES256" , "typ" : "at+jwt" , "kid" : "KID" }""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","x-unknown":{"a":1}}""")]
    [InlineData("""{"alg":"\u0045S256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt"}""")]
    public async Task Section_4_a_header_may_have_any_order_white_space_and_further_members(string header) =>
        await edge.AcceptedAsync(edge.TokenWithHeader(header));

    [Theory]
    [InlineData("""{"alg":"ES256","alg":"ES256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"JWT","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"x","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","\u006bid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","x":{"a":1,"a":2}}""")]
    public async Task Section_4_member_names_are_unique_at_any_depth(string header) => await edge.RefusedAsync(edge.TokenWithHeader(header));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"ES256\"")]
    [InlineData("{}")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID"}{}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID"} x""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID",}""")]
    [InlineData("""{"alg":"ES256",/**/"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{'alg':'ES256','typ':'at+jwt','kid':'KID'}""")]
    [InlineData("\uFEFF{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\"}")]
    public async Task Section_4_a_header_is_one_JSON_object(string header) => await edge.RefusedAsync(edge.TokenWithHeader(header));

    [Theory]
    [InlineData("""{"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":null,"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":256,"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":["ES256"],"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"ALG":"ES256","typ":"at+jwt","kid":"KID"}""")]
    public async Task Section_4_1_1_alg_has_to_be_there_and_a_string(string header) => await edge.RefusedAsync(edge.TokenWithHeader(header));

    [Theory]
    [InlineData("jku", "\"http://127.0.0.1:1/keys\"")]
    [InlineData("x5u", "\"http://127.0.0.1:1/cert\"")]
    public async Task Sections_4_1_2_and_4_1_5_a_key_address_in_the_header_is_not_asked(string member, string value)
    {
        var fetches = edge.Issuer.KeyFetches;
        await edge.AcceptedAsync(edge.TokenWithHeader($$"""{"alg":"ES256","typ":"at+jwt","kid":"KID","{{member}}":{{value}}}"""));
        Assert.Equal(fetches, edge.Issuer.KeyFetches);
    }

    [Fact]
    public async Task Section_4_1_3_a_key_in_the_header_is_not_used()
    {
        var forger = TestIssuer.NewEcKey();
        var parameters = forger.ECDsa.ExportParameters(false);
        var jwk = $$"""{"kty":"EC","crv":"P-256","x":"{{Base64UrlEncoder.Encode(parameters.Q.X)}}","y":"{{Base64UrlEncoder.Encode(parameters.Q.Y)}}"}""";
        await edge.WithKeyAsync(forger, async () =>
        {
            await edge.RefusedAsync(edge.TokenWithHeader($$"""{"alg":"ES256","typ":"at+jwt","jwk":{{jwk}}}"""));
            await edge.RefusedAsync(edge.TokenWithHeader($$"""{"alg":"ES256","typ":"at+jwt","kid":"KID","jwk":{{jwk}}}"""));
        });
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("[\"a\"]")]
    public async Task Section_4_1_4_kid_is_a_string(string kid) =>
        await edge.RefusedAsync(edge.TokenWithHeader($$"""{"alg":"ES256","typ":"at+jwt","kid":{{kid}}}"""));

    [Theory]
    [InlineData("[\"x-foo\"]", ",\"x-foo\":1")]
    [InlineData("[]", "")]
    [InlineData("[\"b64\"]", ",\"b64\":false")]
    [InlineData("[\"b64\"]", ",\"b64\":true")]
    [InlineData("[\"exp\"]", ",\"exp\":1")]
    [InlineData("[\"alg\"]", "")]
    [InlineData("null", "")]
    [InlineData("\"x-foo\"", "")]
    [InlineData("false", "")]
    public async Task Section_4_1_11_an_extension_that_is_critical_is_not_understood(string crit, string more) =>
        await edge.RefusedAsync(edge.TokenWithHeader($$"""{"alg":"ES256","typ":"at+jwt","kid":"KID","crit":{{crit}}{{more}}}"""));

    [Fact]
    public async Task RFC_7797_section_7_an_unencoded_payload_is_no_JWT() =>
        await edge.RefusedAsync(edge.TokenWithHeader("""{"alg":"ES256","typ":"at+jwt","kid":"KID","b64":false}"""));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Section_2_base64url_has_no_padding_no_white_space_and_only_its_alphabet(int segment)
    {
        foreach (var broken in new Func<string, string>[]
        {
            s => s + "=", s => s + "==", s => s[..4] + "+" + s[5..], s => s[..4] + "/" + s[5..], s => s[..4] + " " + s[4..], s => s[..4] + "\t" + s[4..],
            s => s[..4] + "%3D" + s[4..], s => s[..4] + "~" + s[5..], s => s + "A", s => "", s => s[..4] + "." + s[4..],
        })
        {
            var parts = edge.Issuer.Token("read").Split('.');
            parts[segment] = broken(parts[segment]);
            await edge.RefusedAsync(string.Join('.', parts));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Section_2_and_RFC_4648_section_3_5_no_bits_are_left_over_even_if_they_are_signed(int segment)
    {
        var parts = new[] { Padded(Base64UrlEncoder.Decode(edge.Issuer.Token("read").Split('.')[0])), Padded(edge.Payload()) };
        await edge.AcceptedAsync(edge.SignRaw(parts[0], parts[1]));

        // The last character of a segment of 2 more than 4n carries 4 bits that belong to no byte: the next letter decodes to the same bytes.
        parts[segment] = parts[segment][..^1] + (char)(parts[segment][^1] + 1);
        await edge.RefusedAsync(edge.SignRaw(parts[0], parts[1]));
    }

    [Fact]
    public async Task Section_2_a_signature_has_one_spelling()
    {
        var token = edge.Issuer.Token("read");
        await edge.AcceptedAsync(token);
        await edge.RefusedAsync(token[..^1] + (char)(token[^1] + 1));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}.{1}")]
    [InlineData("{0}.{1}.")]
    [InlineData("{0}..{2}")]
    [InlineData(".{1}.{2}")]
    [InlineData("{0}.{1}.{2}.")]
    [InlineData("{0}.{1}.{2}.{2}")]
    [InlineData("{0}.{1}.{2}.{2}.{2}")]
    [InlineData("{0}.{1}.{2}.{2}.{2}.{2}")]
    [InlineData(".{0}.{1}.{2}")]
    [InlineData("{0}:{1}:{2}")]
    public async Task Section_7_1_the_compact_form_has_three_segments(string form)
    {
        var parts = edge.Issuer.Token("read").Split('.');
        await edge.RefusedAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, parts));
    }

    [Fact]
    public async Task Section_7_2_the_JSON_form_is_not_taken()
    {
        var parts = edge.Issuer.Token("read").Split('.');
        await edge.RefusedAsync($$"""{"payload":"{{parts[1]}}","protected":"{{parts[0]}}","signature":"{{parts[2]}}"}""");
        await edge.RefusedAsync($$"""{"payload":"{{parts[1]}}","signatures":[{"protected":"{{parts[0]}}","signature":"{{parts[2]}}"}]}""");
    }

    [Fact]
    public async Task Appendix_F_a_detached_payload_is_not_taken()
    {
        var parts = edge.Issuer.Token("read").Split('.');
        await edge.RefusedAsync($"{parts[0]}..{parts[2]}");
    }

    [Theory]
    [InlineData(8193)]
    [InlineData(20_000)]
    public async Task What_is_larger_than_8_KiB_is_refused_unread(int length) => await edge.RefusedAsync(new string('a', length));

    [Fact]
    public async Task Dots_without_end_are_refused() => await edge.RefusedAsync(new string('.', 8000));

    /// <summary>Base64url of the JSON, made one byte longer than a multiple of three by spaces, so that bits are left over.</summary>
    private static string Padded(string json)
    {
        while (System.Text.Encoding.UTF8.GetByteCount(json) % 3 != 1)
        {
            json += " ";
        }

        return Base64UrlEncoder.Encode(json);
    }
}
