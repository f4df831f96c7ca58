using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Routes.Written;

/// <summary>A length of time as the file writes it: <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static partial class Duration
{
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

    [GeneratedRegex(@"\A(?<count>[0-9]{1,6})(?<unit>[smhd])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}
