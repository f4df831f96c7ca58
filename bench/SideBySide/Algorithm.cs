using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.SideBySide;

/// <summary>A signature algorithm, with the issuer's key for it and the forms in which the peers want to have that.</summary>
internal sealed class Algorithm
{
    public static readonly Algorithm Rs256 = new("RS256", TestIssuer.NewRsaKey(), padding: 60);
    public static readonly Algorithm Es256 = new("ES256", TestIssuer.NewEcKey(), padding: 250);

    private Algorithm(string name, SecurityKey key, int padding)
    {
        Name = name;
        Key = key;
        Padding = padding;
    }

    public string Name { get; }

    public SecurityKey Key { get; }

    /// <summary>Letters in a claim that nobody reads, so that tokens of both algorithms have about 800 characters.</summary>
    public int Padding { get; }

    public byte[] Sign(byte[] content) => Key switch
    {
        RsaSecurityKey rsa => rsa.Rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ECDsaSecurityKey ec => ec.ECDsa.SignData(content, HashAlgorithmName.SHA256),
        _ => throw new InvalidOperationException(),
    };

    public async Task WriteAsync(string folder)
    {
        AsymmetricAlgorithm key = Key is RsaSecurityKey rsa ? rsa.Rsa : ((ECDsaSecurityKey)Key).ECDsa;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Name}.pub.pem"), key.ExportSubjectPublicKeyInfoPem() + "\n");
        var request = Key is RsaSecurityKey
            ? new CertificateRequest("CN=issuer", (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=issuer", (ECDsa)key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Name}.crt.pem"), certificate.ExportCertificatePem() + "\n");
    }
}
