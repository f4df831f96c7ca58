using System.Security.Cryptography;
using System.Text;
using Gateway.Claims.Assertion;

namespace Gateway.UnitTests.Claims;

/// <summary>The file of the assertions' keys: which sign, which are published, and what is refused.</summary>
public sealed class SigningKeyFileTests
{
    private static readonly ECDsa One = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa Two = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa OtherCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private static readonly RSA Rsa = RSA.Create(2048);

    public static TheoryData<string, string> Unusable => new()
    {
        { "", "it has no private key" },
        { "no key at all", "it has no private key" },
        { One.ExportSubjectPublicKeyInfoPem(), "it has no private key" },
        { OtherCurve.ExportPkcs8PrivateKeyPem(), "its PRIVATE KEY number 1 is no key on the curve P-256" },
        { Rsa.ExportPkcs8PrivateKeyPem(), "its PRIVATE KEY number 1 is no key on the curve P-256" },
        { $"{One.ExportPkcs8PrivateKeyPem()}\n{Rsa.ExportSubjectPublicKeyInfoPem()}", "its PUBLIC KEY number 2 is no key on the curve P-256" },
        { Rsa.ExportRSAPrivateKeyPem(), "it has a RSA PRIVATE KEY" },
        { One.ExportEncryptedPkcs8PrivateKeyPem("secret", Slow), "it has a ENCRYPTED PRIVATE KEY" },
        { "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "its PRIVATE KEY number 1 is no key on the curve P-256" },
        { "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "it has a CERTIFICATE" },
        { string.Concat(Enumerable.Range(0, 11).Select(_ => ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportECPrivateKeyPem() + "\n")), "it has 11 keys" },
    };

    private static PbeParameters Slow => new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000);

    [Fact]
    public void The_first_private_key_signs_and_all_are_published()
    {
        var (keys, mistake) = Read(Two.ExportSubjectPublicKeyInfoPem(), One.ExportPkcs8PrivateKeyPem(), Two.ExportECPrivateKeyPem());
        Assert.Null(mistake);
        Assert.Equal(2, keys.Length);
        Assert.Equal(Thumbprint(One), keys[0].Id);
        Assert.NotNull(keys[0].Credentials);
        Assert.Equal(Thumbprint(Two), keys[1].Id);
    }

    [Fact]
    public void What_openssl_writes_in_front_of_a_key_is_read_over()
    {
        var (keys, mistake) = Read("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----", One.ExportECPrivateKeyPem());
        Assert.Null(mistake);
        Assert.Equal(Thumbprint(One), Assert.Single(keys).Id);
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Anything_else_is_refused_as_a_whole(string content, string why)
    {
        var (keys, mistake) = Read(content);
        Assert.Empty(keys);
        Assert.StartsWith(why, mistake, StringComparison.Ordinal);
    }

    private static (SigningKey[] Keys, string? Mistake) Read(params string[] pems)
    {
        var (keys, mistake) = SigningKeyFile.Read(Encoding.UTF8.GetBytes(string.Join('\n', pems)));
        return ([.. keys], mistake);
    }

    /// <summary>RFC 7638 section 3: of the required members, in lexicographic order, without white space.</summary>
    private static string Thumbprint(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var json = $$"""{"crv":"P-256","kty":"EC","x":"{{Encode(point.X!)}}","y":"{{Encode(point.Y!)}}"}""";
        return Encode(SHA256.HashData(Encoding.ASCII.GetBytes(json)));
    }

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
