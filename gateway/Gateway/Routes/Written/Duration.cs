using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>A length of time as the file writes it: <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static partial class Duration
{
    /// <summary>Null when the member is not there, or is reported as no duration between the two.</summary>
    public static TimeSpan? Read(ObjectReader reader, string name, string from, string to, string example, MistakeList mistakes) =>
        Read(reader.Find(name)?.Value, name, from, to, example, mistakes);

    /// <param name="node">The member's value; null: it is not there.</param>
    public static TimeSpan? Read(JsonNode? node, string name, string from, string to, string example, MistakeList mistakes)
    {
        if (node is null || JsonValue.Text(node, Wording.Quote(name), mistakes) is not { } text)
        {
            return null;
        }

        if (TryParse(text.Value) is { } duration && duration >= TryParse(from) && duration <= TryParse(to))
        {
            return duration;
        }

        mistakes.Add(
            text.Place,
            MistakeCode.BadDuration,
            $"{Wording.Quote(name)} {Wording.Quote(text.Written)} has to be a duration from \"{from}\" to \"{to}\", like \"{example}\"");
        return null;
    }

    public static TimeSpan? TryParse(string text)
    {
        if (Form.Match(text) is not { Success: true } match)
        {
            return null;
        }

        var count = int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "s" => TimeSpan.FromSeconds(count),
            "m" => TimeSpan.FromMinutes(count),
            "h" => TimeSpan.FromHours(count),
            _ => TimeSpan.FromDays(count),
        };
    }

    /// <summary>In the largest unit that needs no fraction.</summary>
    public static string Format(TimeSpan duration) => (long)duration.TotalSeconds switch
    {
        0 => "0s",
        var seconds when seconds % 86400 == 0 => $"{seconds / 86400}d",
        var seconds when seconds % 3600 == 0 => $"{seconds / 3600}h",
        var seconds when seconds % 60 == 0 => $"{seconds / 60}m",
        var seconds => $"{seconds}s",
    };

    [GeneratedRegex(@"\A(?<count>[0-9]{1,6})(?<unit>[smhd])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}
