using System.Text;

namespace Gateway.Authentication.Introspection;

/// <summary>
/// A secret in a file of its own. It is read whenever it is used: what rotates it writes the file, and nobody has to tell the gateway.
/// </summary>
internal static class CredentialFile
{
    private const int SizeBytesMax = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null when it cannot be read, is empty, or is nothing like a secret.</summary>
    public static string? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var content = new byte[SizeBytesMax + 1];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length > SizeBytesMax)
            {
                return null;
            }

            var text = Strict.GetString(content, 0, length);
            text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
            return text.Length > 0 ? text : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
