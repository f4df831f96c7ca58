using System.Globalization;

namespace Gateway.Tools;

/// <summary>Times as people say them: <c>expired 3 min ago</c>.</summary>
internal static class PlainTime
{
    /// <summary>The two largest units: <c>3 min 20 s</c>, <c>2 d 4 h</c>.</summary>
    public static string Length(TimeSpan length)
    {
        (int Value, string Unit)[] parts = [(length.Days, "d"), (length.Hours, "h"), (length.Minutes, "min"), (length.Seconds, "s")];
        var said = parts.SkipWhile(part => part.Value == 0).Take(2).Where(part => part.Value != 0).Select(part => $"{part.Value} {part.Unit}");
        return string.Join(' ', said) is { Length: > 0 } text ? text : "0 s";
    }

    /// <summary><c>in 3 min</c>, <c>3 min ago</c>, <c>now</c>; whole seconds.</summary>
    public static string Relative(DateTimeOffset time, DateTimeOffset now)
    {
        var seconds = Math.Round((time - now).TotalSeconds);
        return seconds == 0 ? "now" : seconds > 0 ? $"in {Length(TimeSpan.FromSeconds(seconds))}" : $"{Length(TimeSpan.FromSeconds(-seconds))} ago";
    }

    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
