using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Claims.Assertion;

/// <summary>
/// PEM (RFC 7468): the first private key signs, and all keys are published. So a key can be published before it signs, and after.
/// </summary>
internal static class SigningKeyFile
{
    /// <summary>A key set of more would be refused by services.</summary>
    private const int KeysMax = 10;

    private const int SizeBytesMax = 64 * 1024;

    /// <summary>Its bytes; null when it cannot be read.</summary>
    public static byte[]? Load(string path)
    {
        try
        {
            return new FileInfo(path).Length <= SizeBytesMax ? File.ReadAllBytes(path) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The keys, that which signs first; or what is wrong.</summary>
    public static (ImmutableArray<SigningKey> Keys, string? Mistake) Read(byte[] content)
    {
        var keys = new List<SigningKey>();
        var text = Encoding.UTF8.GetString(content).AsSpan();
        while (PemEncoding.TryFind(text, out var fields))
        {
            var label = text[fields.Label];
            var pem = text[fields.Location];
            text = text[fields.Location.End..];
            // What `openssl ecparam` writes in front of a key says the curve, and the key says it again.
            if (label.SequenceEqual("EC PARAMETERS"))
            {
                continue;
            }

            if (label is not ("EC PRIVATE KEY" or "PRIVATE KEY" or "PUBLIC KEY"))
            {
                return ([], $"it has a {label}; write keys as EC PRIVATE KEY, PRIVATE KEY or PUBLIC KEY, unencrypted");
            }

            if (SigningKey.FromPem(pem, isPrivate: label is not "PUBLIC KEY") is not { } key)
            {
                return ([], $"its {label} number {keys.Count + 1} is no key on the curve P-256, which ES256 needs");
            }

            keys.Add(key);
        }

        var signing = keys.FirstOrDefault(key => key.Credentials is not null);
        return signing is null ? ([], "it has no private key; make one with: openssl ecparam -name prime256v1 -genkey -noout")
            : keys.Count > KeysMax ? ([], $"it has {keys.Count} keys; {KeysMax} are the most")
            : ([signing, .. keys.Where(key => key.Id != signing.Id).DistinctBy(key => key.Id)], null);
    }
}
