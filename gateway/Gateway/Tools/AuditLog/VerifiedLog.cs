using Gateway.Observability.Auditing;

namespace Gateway.Tools.AuditLog;

/// <summary>What an audit log proves.</summary>
/// <param name="Lines">Those that stand as they were written, from the first on.</param>
/// <param name="LastHash">Of the last of them. Remembered elsewhere, it shows later that none of them was cut off.</param>
/// <param name="BrokenAt">The number of the first line that does not continue the one before it; null: there is none.</param>
/// <param name="HasRemembered">Whether the hash that was asked about is one of its lines'; null: none was.</param>
internal sealed record VerifiedLog(int Lines, string LastHash, int? BrokenAt, bool? HasRemembered)
{
    public bool Holds => BrokenAt is null && HasRemembered != false;

    /// <param name="text">Of the file. Its last line has to have an end too.</param>
    public static VerifiedLog Of(string text, string? remembered)
    {
        var (lines, hash, found) = (0, AuditChain.Start, remembered == AuditChain.Start);
        var parts = text.Split('\n');
        foreach (var line in parts[..^1])
        {
            if (!AuditChain.Continues(hash, line))
            {
                return new VerifiedLog(lines, hash, lines + 1, remembered is null ? null : found);
            }

            lines++;
            hash = AuditChain.HashIn(line)!;
            found |= hash == remembered;
        }

        return new VerifiedLog(lines, hash, parts[^1].Length == 0 ? null : lines + 1, remembered is null ? null : found);
    }
}
