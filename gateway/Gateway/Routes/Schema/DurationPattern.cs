using System.Globalization;
using Gateway.Routes.Written;

namespace Gateway.Routes.Schema;

/// <summary>The durations between two bounds as a pattern, which does no arithmetic: unit by unit, digit by digit.</summary>
internal static class DurationPattern
{
    private const int DigitsMax = 6;

    private static readonly (char Unit, TimeSpan Length)[] Units =
        [('s', TimeSpan.FromSeconds(1)), ('m', TimeSpan.FromMinutes(1)), ('h', TimeSpan.FromHours(1)), ('d', TimeSpan.FromDays(1))];

    public static string Between(string from, string to)
    {
        var (shortest, longest) = (Duration.TryParse(from)!.Value, Duration.TryParse(to)!.Value);
        var alternatives = Units
            .Select(unit => (unit.Unit, Low: (int)Math.Ceiling(shortest / unit.Length), High: (int)Math.Floor(longest / unit.Length)))
            .Where(unit => unit.Low <= unit.High)
            .Select(unit => $"{Numbers(unit.Low, Math.Min(unit.High, Largest(DigitsMax)))}{unit.Unit}");
        return $"^(?=.{{2,{DigitsMax + 1}}}$)0*(?:{string.Join('|', alternatives)})$";
    }

    /// <summary>Those of one digit, of two, and so on.</summary>
    private static string Numbers(int low, int high) => Choice(
        Enumerable.Range(Text(low).Length, Text(high).Length - Text(low).Length + 1)
            .Select(length => SameLength(Text(Math.Max(low, Largest(length - 1) + (length > 1 ? 1 : 0))), Text(Math.Min(high, Largest(length))))));

    private static string SameLength(string low, string high)
    {
        var rest = low.Length - 1;
        if (low == high)
        {
            return low;
        }

        if (low[0] == high[0])
        {
            return low[0] + SameLength(low[1..], high[1..]);
        }

        if (low[1..].All(digit => digit == '0') && high[1..].All(digit => digit == '9'))
        {
            return $"[{low[0]}-{high[0]}]{(rest == 0 ? "" : $"[0-9]{{{rest}}}")}";
        }

        List<string> parts = [low[0] + SameLength(low[1..], new string('9', rest))];
        if (high[0] - low[0] > 1)
        {
            parts.Add($"[{(char)(low[0] + 1)}-{(char)(high[0] - 1)}]{(rest == 0 ? "" : $"[0-9]{{{rest}}}")}");
        }

        parts.Add(high[0] + SameLength(new string('0', rest), high[1..]));
        return Choice(parts);
    }

    private static string Choice(IEnumerable<string> parts) =>
        parts.ToList() is { Count: > 1 } several ? $"(?:{string.Join('|', several)})" : parts.Single();

    /// <summary>999 of 3.</summary>
    private static int Largest(int digits) => (int)Math.Pow(10, digits) - 1;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
