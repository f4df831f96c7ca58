using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Testing;

/// <summary>A certificate authority that exists for a test.</summary>
public sealed class TestAuthority
{
    private readonly X509Certificate2 certificate;
    private readonly TestAuthority? above;

    private TestAuthority(X509Certificate2 certificate, TestAuthority? above)
    {
        this.certificate = certificate;
        this.above = above;
    }

    /// <summary>TLS asks the system what time it is, and nobody else.</summary>
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Its own certificate, as PEM.</summary>
    public string Pem => certificate.ExportCertificatePem();

    public static TestAuthority Create(string name = "Test CA")
    {
        var request = Request(name);
        AddAuthority(request);
        return new TestAuthority(request.CreateSelfSigned(Now.AddDays(-1), Now.AddYears(1)), null);
    }

    /// <summary>One below it.</summary>
    public TestAuthority Intermediate(string name = "Test CA below")
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        AddAuthority(request);
        return new TestAuthority(Sign(request).CopyWithPrivateKey(key), this);
    }

    /// <summary>For a server at an address or under a name, or for a client.</summary>
    public X509Certificate2 Issue(string name)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        OidCollection serverAndClient = [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")];
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(serverAndClient, critical: false));
        return Sign(request).CopyWithPrivateKey(key);
    }

    /// <summary>The certificate, and those between it and the root.</summary>
    public string ChainPem(X509Certificate2 issued) =>
        string.Join('\n', [issued.ExportCertificatePem(), .. above is null ? Array.Empty<string>() : [Pem]]);

    public static string KeyPem(X509Certificate2 issued) => issued.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    /// <summary>Whether a certificate comes from it, with what its owner has sent beside it.</summary>
    public bool Knows(X509Certificate2 shown, X509Chain? sent)
    {
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            },
        };
        chain.ChainPolicy.CustomTrustStore.Add(certificate);
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        return chain.Build(shown);
    }

    private static CertificateRequest Request(string name) =>
        new($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);

    private static void AddAuthority(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
    }

    private X509Certificate2 Sign(CertificateRequest request) => request.Create(
        certificate, Now.AddHours(-1), Now.AddDays(30), RandomNumberGenerator.GetBytes(8));
}
