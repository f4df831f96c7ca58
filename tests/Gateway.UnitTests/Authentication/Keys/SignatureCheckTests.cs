using System.Security.Cryptography;
using System.Text;
using Gateway.Authentication.Keys;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.UnitTests.Authentication.Keys;

/// <summary>Signatures, by every algorithm that there is, from many threads at once.</summary>
public sealed class SignatureCheckTests
{
    private const string Signed = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ";

    private static readonly byte[] Content = Encoding.ASCII.GetBytes(Signed);

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public void Many_at_once_are_each_told_the_truth(string algorithm)
    {
        var (check, signature) = Of(algorithm);
        Parallel.For(0, 400, i =>
        {
            Assert.True(check.Holds(algorithm, Signed, signature));
            var changed = signature.ToArray();
            changed[i % changed.Length] ^= 1;
            Assert.False(check.Holds(algorithm, Signed, changed));
            Assert.False(check.Holds(algorithm, Signed[..^1] + "x", signature));
        });
    }

    [Theory]
    [InlineData("RS256", 0)]
    [InlineData("RS256", 1)]
    [InlineData("RS256", 255)]
    [InlineData("RS256", 257)]
    [InlineData("PS256", 255)]
    [InlineData("ES256", 0)]
    [InlineData("ES256", 63)]
    [InlineData("ES256", 65)]
    [InlineData("ES256", 72)]
    public void A_signature_of_another_length_is_none(string algorithm, int length)
    {
        var (check, signature) = Of(algorithm);
        var other = new byte[length];
        signature.AsSpan(0, Math.Min(length, signature.Length)).CopyTo(other);
        Assert.False(check.Holds(algorithm, Signed, other));
        Assert.True(check.Holds(algorithm, Signed, signature));
    }

    [Theory]
    [InlineData("RS256", "PS256")]
    [InlineData("PS256", "RS256")]
    [InlineData("RS256", "RS512")]
    [InlineData("RS256", "ES256")]
    [InlineData("ES256", "RS256")]
    [InlineData("ES256", "ES384")]
    [InlineData("RS256", "HS256")]
    [InlineData("RS256", "none")]
    [InlineData("RS256", "RS1")]
    public void By_one_algorithm_it_is_none_by_another(string algorithm, string other)
    {
        var (check, signature) = Of(algorithm);
        Assert.False(check.Holds(other, Signed, signature));
    }

    [Fact]
    public void The_encoding_of_other_standards_is_not_that_of_jwts()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var sequence = key.SignData(Content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Assert.False(new SignatureCheck(new ECDsaSecurityKey(key)).Holds("ES256", Signed, sequence));
    }

    private static (SignatureCheck Check, byte[] Signature) Of(string algorithm)
    {
        var hash = new HashAlgorithmName($"SHA{algorithm[2..]}");
        if (algorithm[0] == 'E')
        {
            var curve = algorithm == "ES256" ? ECCurve.NamedCurves.nistP256 : algorithm == "ES384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP521;
            var key = ECDsa.Create(curve);
            return (new SignatureCheck(new ECDsaSecurityKey(key)), key.SignData(Content, hash));
        }

        using var rsa = RSA.Create(2048);
        var padding = algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return (new SignatureCheck(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false))), rsa.SignData(Content, hash, padding));
    }
}
