using System.Buffers;
using System.Text.Json;

namespace Gateway.Routes.Json;

/// <summary>Writes a tree as JSON again, with its variables replaced, for a reader that wants text.</summary>
internal static class JsonTreeWriter
{
    public static ReadOnlySpan<byte> Write(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(node, writer);
        }

        return buffer.WrittenSpan;
    }

    private static void Write(JsonNode node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case JsonObject known:
                writer.WriteStartObject();
                foreach (var member in known.Members)
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonArray known:
                writer.WriteStartArray();
                foreach (var item in known.Items)
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonText text:
                writer.WriteStringValue(text.Value);
                break;
            case JsonNumber number:
                writer.WriteRawValue(number.Digits);
                break;
            case JsonBoolean flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
