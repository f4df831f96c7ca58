using System.Security.Cryptography;
using System.Text;
using Gateway.Routes;

namespace Gateway.Forwarding.Tls;

/// <summary>The bytes of the files of an <see cref="UpstreamTls"/>, as they were at one moment; null: it cannot be read.</summary>
internal sealed record TlsFiles(byte[]? Certificate, byte[]? Key, byte[]? Ca)
{
    private const int SizeBytesMax = 1024 * 1024;

    /// <summary>Whether they are other files than before, however they were written.</summary>
    public string Hash { get; } =
        string.Join(' ', new[] { Certificate, Key, Ca }.Select(file => file is null ? "-" : Convert.ToHexString(SHA256.HashData(file))));

    public static TlsFiles Load(UpstreamTls tls) => new(Read(tls.ClientCertificateFile), Read(tls.ClientKeyFile), Read(tls.CaFile));

    /// <summary>PEM is ASCII; in what is none, nothing is found.</summary>
    public static string Text(byte[] file) => Encoding.ASCII.GetString(file);

    private static byte[]? Read(NamedFile? file)
    {
        try
        {
            // A pipe or a device has no length.
            return file is not null && new FileInfo(file.Path).Length <= SizeBytesMax ? File.ReadAllBytes(file.Path) : null;
        }
        catch (Exception unreadable) when (
            unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
