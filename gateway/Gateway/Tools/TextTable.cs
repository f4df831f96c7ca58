namespace Gateway.Tools;

/// <summary>Rows for people: columns as wide as they need to be.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    public static void Write(TextWriter to, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [header, .. rows];
        var widths = header.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
        {
            to.WriteLine(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
