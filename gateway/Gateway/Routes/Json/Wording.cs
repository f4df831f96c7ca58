using System.Text;

namespace Gateway.Routes.Json;

/// <summary>How names and values from the file appear in a message.</summary>
internal static class Wording
{
    private const int QuotedLengthMax = 120;

    /// <summary>In quotes, cut when very long, control characters escaped so that a message is always one line.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, QuotedLengthMax)))
        {
            _ = char.IsControl(character) ? quoted.Append("\\u").Append(((int)character).ToString("x4", null)) : quoted.Append(character);
        }

        return quoted.Append(text.Length > QuotedLengthMax ? "…\"" : "\"").ToString();
    }

    public static string List(IEnumerable<string> names) => string.Join(", ", names);
}
