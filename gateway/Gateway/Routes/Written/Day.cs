using System.Globalization;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>A day of the calendar as the file writes it: <c>2027-01-31</c>.</summary>
internal static class Day
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>Null when the member is not there, or is reported as no day.</summary>
    public static DateOnly? Read(ObjectReader reader, string name, MistakeList mistakes)
    {
        if (reader.Text(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text.Value, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        mistakes.Add(text.Place, MistakeCode.BadDate, $"{Wording.Quote(name)} {Wording.Quote(text.Written)} has to be a day, like \"2030-01-31\"");
        return null;
    }
}
