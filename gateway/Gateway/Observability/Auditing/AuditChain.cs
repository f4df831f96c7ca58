using System.Security.Cryptography;
using System.Text;

namespace Gateway.Observability.Auditing;

/// <summary>
/// What makes a line of the audit log the next one after another: its last member, <c>hash</c>, is the SHA-256 of the hash of the line before it
/// (32 bytes; of the first line, zeros) and of the line itself without that member. Whoever changes, removes, adds or moves a line has to
/// change every line after it. Lines are ASCII; any other byte is taken as it is, and is then not what was written.
/// </summary>
internal static class AuditChain
{
    /// <summary>Before the first line.</summary>
    public static readonly string Start = new('0', HashLength);

    private const int HashLength = 2 * SHA256.HashSizeInBytes;
    private const string Member = ",\"hash\":\"";
    private const string End = "\"}";

    /// <param name="record">A JSON object, as one line.</param>
    public static (string Line, string Hash) Continue(string previous, string record)
    {
        var hash = HashOf(previous, record);
        return ($"{record[..^1]}{Member}{hash}{End}", hash);
    }

    /// <summary>The hash in a line; null when it has none, and so is none of an audit log.</summary>
    public static string? HashIn(string line) =>
        line.StartsWith('{') && line.EndsWith(End, StringComparison.Ordinal)
        && line.Length > Member.Length + HashLength + End.Length
        && line.LastIndexOf(Member, StringComparison.Ordinal) == line.Length - Member.Length - HashLength - End.Length
            ? line[^(HashLength + End.Length)..^End.Length]
            : null;

    /// <summary>Whether a line stands where it was written: after the line with that hash.</summary>
    public static bool Continues(string previous, string line) =>
        HashIn(line) is { } hash && HashOf(previous, line[..^(Member.Length + HashLength + End.Length)] + "}") == hash;

    private static string HashOf(string previous, string record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(previous));
        hash.AppendData(Encoding.Latin1.GetBytes(record));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
