using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Downstream.Assertions;

/// <summary>
/// One JSON object and nothing after it, valid UTF-8, no member named twice at any depth, every string readable: two readers of the same
/// bytes must not come to different callers (RFC 7519 sections 4 and 7.2).
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Null if it is anything else.</summary>
    public static JsonElement? ReadObject(byte[] utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return null;
        }

        try
        {
            var element = JsonElement.Parse(utf8, Options);
            var hasEscapes = utf8.AsSpan().IndexOf("\\u"u8) >= 0;
            return element.ValueKind == JsonValueKind.Object && (!hasEscapes || IsReadable(element)) ? element : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A string; false when it is there and is none.</summary>
    public static bool TryText(this JsonElement parent, string name, out string? text)
    {
        text = parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        return text is not null || member.ValueKind == JsonValueKind.Undefined;
    }

    /// <summary>An escape can name half a character (<c>\ud800</c>): such a string parses, and throws when it is read.</summary>
    private static bool IsReadable(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() is not null,
        JsonValueKind.Array => element.EnumerateArray().All(IsReadable),
        JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && IsReadable(member.Value)),
        _ => true,
    };
}
