using System.Buffers;
using System.Text;

namespace Gateway.Admission;

/// <summary>
/// Keeps what a client writes in <c>Connection</c> until <see cref="NominatedHeaders"/> has read it. Kestrel looks in it for close,
/// keep-alive and upgrade, and when it finds only one of them, writes that over everything else: of "close, X-Hop" is left "close", and
/// nobody would know what the client has named. It does not when it finds two, so two are added to a line that has other words; to the
/// connection they say: close. The only place at which a line can be seen before is where Kestrel asks how to decode it.
/// </summary>
internal sealed class ConnectionOptions : Encoding
{
    private const string Kept = ", keep-alive, close";

    public static readonly ConnectionOptions Instance = new();

    private static readonly HashSet<string> Kestrels = new(["close", "keep-alive", "upgrade"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> KestrelsBySpan =
        Kestrels.GetAlternateLookup<ReadOnlySpan<char>>();

    public override int GetCharCount(byte[] bytes, int index, int count) =>
        count + (HasOthers(bytes.AsSpan(index, count)) ? Kept.Length : 0);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var line = bytes.AsSpan(byteIndex, byteCount);
        var written = Latin1.GetChars(line, chars.AsSpan(charIndex));
        if (!HasOthers(line))
        {
            return written;
        }

        Kept.CopyTo(chars.AsSpan(charIndex + written));
        return written + Kept.Length;
    }

    public override int GetMaxCharCount(int byteCount) => byteCount + Kept.Length;

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => charCount;

    private static bool HasOthers(ReadOnlySpan<byte> line)
    {
        var buffer = ArrayPool<char>.Shared.Rent(line.Length);
        try
        {
            var text = buffer.AsSpan(0, Latin1.GetChars(line, buffer));
            foreach (var range in text.Split(','))
            {
                var option = text[range].Trim(" \t");
                if (!option.IsEmpty && !KestrelsBySpan.Contains(option))
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
