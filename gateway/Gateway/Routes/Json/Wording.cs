using System.Text;

namespace Gateway.Routes.Json;

/// <summary>How names and values from the file appear in a message.</summary>
internal static class Wording
{
    private const int QuotedLengthMax = 120;

    /// <summary>In quotes, cut when very long, control characters escaped so that a message is always one line.</summary>
    public static string Quote(string text) => $"\"{Line(text)}\"";

    /// <summary>The same without quotes.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, QuotedLengthMax)))
        {
            _ = char.IsControl(character) ? line.Append("\\u").Append(((int)character).ToString("x4", null)) : line.Append(character);
        }

        return line.Append(text.Length > QuotedLengthMax ? "…" : "").ToString();
    }

    public static string List(IEnumerable<string> names) => string.Join(", ", names);
}
