using System.Text;

namespace Gateway.Routes.Json;

/// <summary>How names and values from the file appear in a message.</summary>
internal static class Wording
{
    private const int QuotedLengthMax = 120;

    /// <summary>In quotes, cut when very long, always one line.</summary>
    public static string Quote(string text) => $"\"{Line(text)}\"";

    /// <summary>The same without quotes.</summary>
    public static string Line(string text) =>
        OneLine(text.AsSpan(0, Math.Min(text.Length, QuotedLengthMax))) + (text.Length > QuotedLengthMax ? "…" : "");

    /// <summary>Control characters escaped: a value can neither begin a line of its own nor steer a terminal.</summary>
    public static string OneLine(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = char.IsControl(character) ? line.Append("\\u").Append(((int)character).ToString("x4", null)) : line.Append(character);
        }

        return line.ToString();
    }

    /// <summary>"a", "b" or "c".</summary>
    public static string OneOf(string[] words) => $"{List(words[..^1].Select(Quote))} or {Quote(words[^1])}";

    public static string List(IEnumerable<string> names) => string.Join(", ", names);
}
