using System.Globalization;
using System.Text.Json;

namespace Gateway.Routes;

/// <summary>
/// Which claim the routes file means: by its exact name, whatever dots, colons or slashes are in it, or, if it begins with "/", by a JSON
/// Pointer into the token's payload (RFC 6901): <c>/realm_access/roles</c>.
/// </summary>
internal static class ClaimPath
{
    public static bool TryFind(JsonElement payload, string claim, out JsonElement value)
    {
        if (!IsPointer(claim))
        {
            return payload.TryGetProperty(claim, out value);
        }

        value = payload;
        foreach (var range in claim.AsSpan(1).Split('/'))
        {
            var segment = claim.AsSpan(1)[range];
            var found = value.ValueKind switch
            {
                JsonValueKind.Object when segment.Contains('~') => value.TryGetProperty(Unescape(segment.ToString()), out value),
                JsonValueKind.Object => value.TryGetProperty(segment, out value),
                JsonValueKind.Array => TryGetItem(value, segment, out value),
                _ => false,
            };
            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsPointer(string claim) => claim.StartsWith('/');

    /// <summary>The names on the way to the claim, the claim's own last.</summary>
    public static string[] Segments(string claim) => IsPointer(claim) ? [.. claim[1..].Split('/').Select(Unescape)] : [claim];

    /// <summary>What is wrong with a pointer, or null. RFC 6901 section 3: "~" stands only in "~0" and "~1".</summary>
    public static string? Problem(string claim)
    {
        for (var at = IsPointer(claim) ? claim.IndexOf('~') : -1; at >= 0; at = claim.IndexOf('~', at + 1))
        {
            if (at + 1 == claim.Length || claim[at + 1] is not ('0' or '1'))
            {
                return "begins with '/' and so is a JSON Pointer, in which '~' is written ~0 and, within a name, '/' is written ~1 (RFC 6901 section 3)";
            }
        }

        return null;
    }

    /// <summary>RFC 6901 section 4: ~1 first, or "~01" would become "/".</summary>
    private static string Unescape(string segment) =>
        segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>RFC 6901 section 4: digits without a leading zero; "-" names an item that is not there.</summary>
    private static bool TryGetItem(JsonElement array, ReadOnlySpan<char> segment, out JsonElement item)
    {
        item = default;
        if (segment is ['0', _, ..]
            || !int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= array.GetArrayLength())
        {
            return false;
        }

        item = array[index];
        return true;
    }
}
