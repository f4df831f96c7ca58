using System.Globalization;
using Gateway.Authorization.Shadow;

namespace Gateway.Tools.Shadow;

/// <summary>The callers of an operation whom its candidate would refuse, in columns.</summary>
internal static class CallerTable
{
    private static readonly string[] Heading = ["caller", "would be refused", "first seen", "last refused", "because of"];

    public static void Write(TextWriter to, IEnumerable<ShadowCaller> callers)
    {
        string[][] lines = [Heading, .. callers.Where(row => row.WouldRefuse > 0).Select(Cells)];
        if (lines is [_])
        {
            return;
        }

        int[] widths = [.. Heading.Select((_, column) => lines.Max(line => line[column].Length))];
        foreach (var line in lines)
        {
            to.WriteLine(("  " + string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column])))).TrimEnd());
        }
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string[] Cells(ShadowCaller row) =>
    [
        row.Caller is { } caller ? $"{caller.Client ?? "no client"} ({caller.Kind.ToString().ToLowerInvariant()}, {caller.Issuer})" : "all others",
        $"{row.WouldRefuse} of {row.WouldAllow + row.WouldRefuse}",
        Time(row.FirstSeen),
        Time(row.LastRefused!.Value),
        string.Join(", ", row.Codes) + (row.Missing.IsEmpty ? "" : $" ({string.Join(' ', row.Missing)})"),
    ];
}
