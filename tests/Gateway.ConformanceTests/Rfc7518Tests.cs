using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.ConformanceTests;

/// <summary>JSON Web Algorithms: which are taken, by which names, and the exact form of a signature.</summary>
public sealed class Rfc7518Tests(EdgeFixture edge) : IClassFixture<EdgeFixture>
{
    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("nOnE")]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    [InlineData("es256")]
    [InlineData("Es256")]
    [InlineData("ES256 ")]
    [InlineData("ES256K")]
    [InlineData("EdDSA")]
    [InlineData("RSA-OAEP")]
    [InlineData("dir")]
    [InlineData("A128KW")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")]
    public async Task Section_3_1_an_algorithm_has_one_name_and_is_on_the_list(string alg) =>
        await edge.RefusedAsync(edge.TokenWithHeader($$"""{"alg":"{{alg}}","typ":"at+jwt","kid":"KID"}"""));

    [Theory]
    [InlineData("ES384")]
    [InlineData("ES512")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task Section_3_4_a_P_256_key_signs_ES256_and_nothing_else(string alg) =>
        await edge.RefusedAsync(edge.TokenWithHeader($$"""{"alg":"{{alg}}","typ":"at+jwt","kid":"KID"}"""));

    [Fact]
    public async Task Section_3_2_a_public_key_is_no_secret_to_sign_with()
    {
        var key = (ECDsaSecurityKey)edge.Issuer.SigningKey;
        foreach (var secret in new[]
        {
            key.ECDsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(key.ECDsa.ExportSubjectPublicKeyInfoPem()), key.ECDsa.ExportParameters(false).Q.X!,
        })
        {
            var signed = edge.TokenWithHeader("""{"alg":"HS256","typ":"at+jwt","kid":"KID"}""");
            signed = signed[..signed.LastIndexOf('.')];
            await edge.RefusedAsync($"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(96)]
    [InlineData(128)]
    public async Task Section_3_4_an_ES256_signature_has_64_octets(int length)
    {
        var signed = edge.Issuer.Token("read");
        var signature = Base64UrlEncoder.DecodeBytes(signed[(signed.LastIndexOf('.') + 1)..]);
        Array.Resize(ref signature, length);
        await edge.RefusedAsync(WithSignature(signed, signature));
    }

    [Fact]
    public async Task Section_3_4_the_DER_form_of_a_signature_is_not_taken()
    {
        var signed = edge.Issuer.Token("read");
        var content = Encoding.ASCII.GetBytes(signed[..signed.LastIndexOf('.')]);
        var der = ((ECDsaSecurityKey)edge.Issuer.SigningKey).ECDsa.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        await edge.RefusedAsync(WithSignature(signed, der));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(255, 255)]
    public async Task Degenerate_signatures_are_refused(byte r, byte s)
    {
        var signature = new byte[64];
        signature.AsSpan(0, 32).Fill(r);
        signature.AsSpan(32).Fill(s);
        await edge.RefusedAsync(WithSignature(edge.Issuer.Token("read"), signature));
    }

    [Fact]
    public async Task Every_single_bit_of_a_signature_counts()
    {
        var signed = edge.Issuer.Token("read");
        var signature = Base64UrlEncoder.DecodeBytes(signed[(signed.LastIndexOf('.') + 1)..]);
        for (var bit = 0; bit < signature.Length * 8; bit += 7)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            await edge.RefusedAsync(WithSignature(signed, signature));
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static string WithSignature(string token, byte[] signature) => token[..(token.LastIndexOf('.') + 1)] + Base64UrlEncoder.Encode(signature);
}
