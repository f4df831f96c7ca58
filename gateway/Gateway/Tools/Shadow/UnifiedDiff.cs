using System.Text;

namespace Gateway.Tools.Shadow;

/// <summary>One change of a text as <c>diff -u</c> shows it, and <c>patch -p0</c> applies it.</summary>
internal static class UnifiedDiff
{
    private const int ContextLines = 3;

    public static string Of(string name, string before, string after)
    {
        string[] left = Lines(before), right = Lines(after);
        var shorter = Math.Min(left.Length, right.Length);
        var head = Enumerable.Range(0, shorter).TakeWhile(line => left[line] == right[line]).Count();
        var tail = Enumerable.Range(1, shorter - head).TakeWhile(line => left[^line] == right[^line]).Count();

        var start = Math.Max(0, head - ContextLines);
        var end = Math.Min(tail, ContextLines);
        var diff = new StringBuilder($"--- {name}\n+++ {name}\n");
        diff.Append($"@@ -{Span(start, left.Length - tail + end)} +{Span(start, right.Length - tail + end)} @@\n");
        Append(diff, ' ', left[start..head]);
        Append(diff, '-', left[head..^tail]);
        Append(diff, '+', right[head..^tail]);
        Append(diff, ' ', left[^tail..(left.Length - tail + end)]);
        return diff.ToString();
    }

    private static string Span(int start, int end) => $"{start + 1},{end - start}";

    private static void Append(StringBuilder diff, char mark, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            diff.Append(mark).Append(line).Append(line.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
        }
    }

    /// <summary>Each with its end.</summary>
    private static string[] Lines(string text)
    {
        var lines = text.Split('\n').Select(line => line + '\n').ToArray();
        return text.EndsWith('\n') || text.Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1][..^1]];
    }
}
