using System.Buffers.Text;
using Gateway.Problems;

namespace Gateway.Authentication.Form;

/// <summary>
/// The JWS compact serialization (RFC 7515 section 7.1), and nothing that merely resembles it. One token has one spelling: what other
/// decoders forgive (padding, white space, stray bits at the end) would let the same token appear as many, past caches and deny lists.
/// </summary>
internal static class CompactForm
{
    /// <summary>8 KiB. A token travels with every request; what is larger is no access token but an attempt.</summary>
    public const int TokenCharsMax = 8 * 1024;

    private const int SignedSegments = 3;
    private const int EncryptedSegments = 5; // RFC 7516 section 7.1

    /// <summary>Takes a token apart. The fault is null if it has the form; whether its header has, whoever reads that says.</summary>
    public static TokenFault? Split(ReadOnlySpan<char> token, out Parts parts)
    {
        parts = default;
        if (token.Length > TokenCharsMax)
        {
            return TokenFault.Malformed;
        }

        Span<Range> segments = stackalloc Range[EncryptedSegments + 1];
        var count = token.Split(segments, '.');
        if (count != SignedSegments)
        {
            return count == EncryptedSegments ? TokenFault.Encrypted : TokenFault.Malformed;
        }

        if (Decode(token[segments[1]]) is not { } payload || Decode(token[segments[2]]) is not { } signature)
        {
            return TokenFault.Malformed;
        }

        parts = new Parts(segments[0].End.Value, payload, signature, segments[1].End.Value);
        return null;
    }

    /// <summary>Base64url as RFC 7515 section 2 has it: its alphabet only, no padding, not empty, and no bits left over. Null if it is not.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty || segment.Length % 4 == 1)
        {
            return null;
        }

        foreach (var character in segment)
        {
            // Base64Url skips white space and takes padding.
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
            {
                return null;
            }
        }

        return HasUnusedBits(segment) ? null : Base64Url.DecodeFromChars(segment);
    }

    /// <summary>The last character of 2 or 3 carries 4 or 2 bits that belong to no byte; RFC 4648 section 3.5 wants them zero.</summary>
    private static bool HasUnusedBits(ReadOnlySpan<char> segment)
    {
        var unused = (segment.Length % 4) switch
        {
            2 => 0b1111,
            3 => 0b11,
            _ => 0,
        };
        return (ValueOf(segment[^1]) & unused) != 0;
    }

    private static int ValueOf(char character) => character switch
    {
        >= 'A' and <= 'Z' => character - 'A',
        >= 'a' and <= 'z' => character - 'a' + 26,
        >= '0' and <= '9' => character - '0' + 52,
        '-' => 62,
        _ => 63,
    };

    /// <param name="HeaderLength">Of the token's first segment, in characters.</param>
    /// <param name="SignedLength">Of the token's beginning that the signature is about, in characters.</param>
    public readonly record struct Parts(int HeaderLength, byte[] Payload, byte[] Signature, int SignedLength);
}
