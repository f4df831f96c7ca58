using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Routes;

/// <summary>
/// JSON values as structured fields (RFC 9651 section 4.1): strings, numbers and booleans as items, an array of them as a list. Null for
/// what has no such form: objects, null, arrays in arrays, the empty list (section 4.1: such a field is not sent), and numbers that would
/// have to be rounded.
/// </summary>
internal static class StructuredField
{
    private const long IntegerMax = 999_999_999_999_999;
    private const decimal DecimalMax = 999_999_999_999.999m;

    public static string? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Item(value);
        }

        var items = value.EnumerateArray().Select(Item).ToList();
        return items.Count == 0 || items.Contains(null) ? null : string.Join(", ", items);
    }

    private static string? Item(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "?1",
        JsonValueKind.False => "?0",
        JsonValueKind.Number => Number(value),
        JsonValueKind.String => Text(value.GetString()!),
        _ => null,
    };

    /// <summary>Sections 4.1.4 and 4.1.5: an integer has at most 15 digits, a decimal at most 12 before the point and 3 after it.</summary>
    private static string? Number(JsonElement value) =>
        value.TryGetInt64(out var integer) ? Math.Abs((decimal)integer) <= IntegerMax ? integer.ToString(CultureInfo.InvariantCulture) : null
        : value.TryGetDecimal(out var number) && Math.Abs(number) <= DecimalMax && decimal.Round(number, 3) == number
            ? number.ToString("0.0##", CultureInfo.InvariantCulture)
        : null;

    /// <summary>Section 4.1.6, and 4.1.11 (display strings) where a character is not printable ASCII.</summary>
    private static string Text(string text)
    {
        var plain = text.All(character => character is >= ' ' and <= '~');
        var field = new StringBuilder(plain ? "\"" : "%\"");
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            _ = (plain, octet) switch
            {
                (true, (byte)'"' or (byte)'\\') => field.Append('\\').Append((char)octet),
                (false, (byte)'"' or (byte)'%' or < 0x20 or > 0x7E) => field.Append('%').Append(octet.ToString("x2", CultureInfo.InvariantCulture)),
                _ => field.Append((char)octet),
            };
        }

        return field.Append('"').ToString();
    }
}
