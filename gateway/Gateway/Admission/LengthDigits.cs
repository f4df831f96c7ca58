using System.Text;

namespace Gateway.Admission;

/// <summary>
/// Lets a <c>Content-Length</c> be digits only (RFC 9110 section 8.6). Kestrel takes a sign too and sends the number on without it, and to
/// whoever has looked at the request before, <c>+4</c> may have been none. It asks how to decode the value; this decodes everything else than
/// a digit to what is no number.
/// </summary>
internal sealed class LengthDigits : Encoding
{
    public static readonly LengthDigits Instance = new();

    private const char NoDigit = '?';

    private LengthDigits()
    {
    }

    /// <summary>Kestrel has room for one character more than a number can have.</summary>
    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var length = Math.Min(bytes.Length, chars.Length);
        for (var index = 0; index < length; index++)
        {
            chars[index] = char.IsAsciiDigit((char)bytes[index]) ? (char)bytes[index] : NoDigit;
        }

        return length;
    }

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => charCount;
}
