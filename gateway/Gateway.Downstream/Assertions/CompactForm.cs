using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Downstream.Assertions;

/// <summary>
/// The JWS compact serialization (RFC 7515 section 7.1), and nothing that merely resembles it: one assertion has one spelling. .NET's
/// decoder forgives white space, padding and stray bits; what it made of the text has to be the text again.
/// </summary>
internal static class CompactForm
{
    /// <summary>
    /// 24 KiB: what the gateway puts into its headers at most, 8 KiB, and the longest path, 8 KiB before it is encoded. Servers take 32 KiB of
    /// headers by default.
    /// </summary>
    public const int CharsMax = 24 * 1024;

    private const int Segments = 3;

    /// <summary>False if it has not that form; header and payload are the decoded bytes.</summary>
    public static bool TrySplit(string assertion, [NotNullWhen(true)] out byte[]? header, [NotNullWhen(true)] out byte[]? payload)
    {
        header = payload = null;
        if (assertion.Length > CharsMax)
        {
            return false;
        }

        Span<Range> segments = stackalloc Range[Segments + 1];
        if (assertion.AsSpan().Split(segments, '.') != Segments)
        {
            return false;
        }

        header = Decode(assertion.AsSpan(segments[0]));
        payload = Decode(assertion.AsSpan(segments[1]));
        return header is not null && payload is not null && Decode(assertion.AsSpan(segments[2])) is not null;
    }

    private static byte[]? Decode(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty || !Base64Url.IsValid(segment))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(segment);
        return Base64Url.EncodeToString(bytes).AsSpan().SequenceEqual(segment) ? bytes : null;
    }
}
