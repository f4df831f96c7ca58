using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Routes;

namespace Gateway.Forwarding.Tls;

/// <summary>
/// What new connections to a service are made with: the gateway's certificate, and the authorities that the service's has to come from.
/// </summary>
/// <param name="Certificate">With those between it and its root; null: the gateway shows none.</param>
/// <param name="Ca">Null: what the host trusts.</param>
internal sealed record TlsSettings(SslStreamCertificateContext? Certificate, X509Certificate2Collection? Ca)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The settings, or which file is not usable and why.</summary>
    public static (TlsSettings? Settings, string? Mistake) Read(UpstreamTls tls, TlsFiles files)
    {
        SslStreamCertificateContext? certificate = null;
        X509Certificate2Collection? ca = null;
        var mistake = (tls.ClientCertificateFile is null ? null : ReadCertificate(tls, files, out certificate))
            ?? (tls.CaFile is null ? null : ReadCa(tls.CaFile, files.Ca, out ca));
        return mistake is null ? (new TlsSettings(certificate, ca), null) : (null, mistake);
    }

    public void ApplyTo(SslClientAuthenticationOptions options)
    {
        options.ClientCertificateContext = Certificate;
        if (Ca is null)
        {
            return;
        }

        // It takes the place of the host's trust only: that the certificate is for the host in the address is looked at all the same.
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            // What is missing between the service's certificate and its root is not fetched from wherever that certificate says.
            DisableCertificateDownloads = true,
            ApplicationPolicy = { new Oid(ServerAuthentication) },
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(Ca);
    }

    private static string? ReadCertificate(UpstreamTls tls, TlsFiles files, out SslStreamCertificateContext? context)
    {
        context = null;
        if (files.Certificate is null)
        {
            return Unreadable("ClientCertificateFile", tls.ClientCertificateFile!);
        }

        if (tls.ClientKeyFile is not null && files.Key is null)
        {
            return Unreadable("ClientKeyFile", tls.ClientKeyFile);
        }

        var pem = TlsFiles.Text(files.Certificate);
        if (Certificates(pem) is not { Count: > 0 } chain)
        {
            return NotUsable("ClientCertificateFile", tls.ClientCertificateFile!, "it has no certificate, or a broken one");
        }

        try
        {
            using var withKey = X509Certificate2.CreateFromPem(pem, files.Key is null ? pem : TlsFiles.Text(files.Key));
            // Of a key that is only in memory, Windows' TLS makes nothing.
            var certificate = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
            chain.RemoveAt(0);
            context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
            return null;
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException)
        {
            const string why = "it has no private key that is not encrypted and belongs to the first certificate";
            return tls.ClientKeyFile is { } key
                ? NotUsable("ClientKeyFile", key, why)
                : NotUsable("ClientCertificateFile", tls.ClientCertificateFile!, why);
        }
    }

    private static string? ReadCa(NamedFile file, byte[]? content, out X509Certificate2Collection? ca)
    {
        ca = content is null ? null : Certificates(TlsFiles.Text(content));
        return content is null ? Unreadable("CaFile", file)
            : ca is not { Count: > 0 } ? NotUsable("CaFile", file, "it has no certificate, or a broken one")
            // Nothing could ever be traced back to it.
            : !ca.Any(one => one.SubjectName.RawData.AsSpan().SequenceEqual(one.IssuerName.RawData)) ? NotUsable(
                "CaFile", file, "none of its certificates is a root, issued by itself")
            : null;
    }

    private static X509Certificate2Collection? Certificates(string pem)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPem(pem);
            return found;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Unreadable(string member, NamedFile file) => NotUsable(member, file, "it cannot be read, or is too large");

    private static string NotUsable(string member, NamedFile file, string why) => $"\"{member}\" {file.Path}: {why}";
}
