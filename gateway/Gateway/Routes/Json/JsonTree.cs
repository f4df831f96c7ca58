using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Routes.Json;

/// <summary>
/// Reads JSON, with comments and trailing commas, into nodes that know their places. A syntax error ends the reading, since nothing after
/// it can be trusted to mean what it says; a name written twice is reported and the reading goes on.
/// </summary>
internal static class JsonTree
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="smallest">What to put into an empty file.</param>
    public static JsonNode? Parse(ReadOnlyMemory<byte> content, MistakeList mistakes, string smallest = "{ \"Version\": 1, \"Apis\": { … } }")
    {
        if (content.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            content = content[Encoding.UTF8.Preamble.Length..];
        }

        var lines = new LineIndex(mistakes.FileName, content);
        if (!Utf8.IsValid(content.Span))
        {
            var place = lines.At(FirstInvalid(content.Span));
            mistakes.Add(place, MistakeCode.InvalidUtf8, "the file is not UTF-8 from here on; save it as UTF-8");
            return null;
        }

        if (string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(content.Span)))
        {
            mistakes.AddWholeFile(MistakeCode.EmptyFile, $"the file is empty; the smallest one is {smallest}");
            return null;
        }

        var reader = new Utf8JsonReader(content.Span, Options);
        try
        {
            reader.Read();
            var root = ReadNode(ref reader, lines, mistakes);
            reader.Read(); // Throws unless only white space and comments follow.
            return root;
        }
        catch (JsonException problem)
        {
            var place = lines.At(problem.LineNumber ?? 0, problem.BytePositionInLine ?? 0);
            mistakes.Add(place, MistakeCode.InvalidJson, $"the file is not JSON here: {WithoutPosition(problem.Message)}");
        }
        catch (InvalidOperationException)
        {
            // GetString on an escaped half of a surrogate pair.
            var place = lines.At((int)reader.TokenStartIndex);
            mistakes.Add(place, MistakeCode.InvalidJson, "the string has an escape (\\u…) that is not a character");
        }

        return null;
    }

    private static JsonNode ReadNode(ref Utf8JsonReader reader, LineIndex lines, MistakeList mistakes)
    {
        var place = lines.At((int)reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(place, ref reader, lines, mistakes),
            JsonTokenType.StartArray => ReadArray(place, ref reader, lines, mistakes),
            JsonTokenType.String => ReadText(place, reader.GetString()!),
            JsonTokenType.Number => new JsonNumber(place, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => new JsonBoolean(place, true),
            JsonTokenType.False => new JsonBoolean(place, false),
            _ => new JsonNull(place),
        };
    }

    private static JsonText ReadText(Place place, string text) => new(place, text, text);

    private static JsonArray ReadArray(Place place, ref Utf8JsonReader reader, LineIndex lines, MistakeList mistakes)
    {
        var items = ImmutableArray.CreateBuilder<JsonNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadNode(ref reader, lines, mistakes));
        }

        return new JsonArray(place, items.ToImmutable());
    }

    private static JsonObject ReadObject(Place place, ref Utf8JsonReader reader, LineIndex lines, MistakeList mistakes)
    {
        var members = ImmutableArray.CreateBuilder<JsonMember>();
        var first = new Dictionary<string, Place>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var namePlace = lines.At((int)reader.TokenStartIndex);
            reader.Read();
            var value = ReadNode(ref reader, lines, mistakes);
            if (first.TryAdd(name, namePlace))
            {
                members.Add(new JsonMember(name, namePlace, value));
            }
            else
            {
                var message = $"{Wording.Quote(name)} is already written in line {first[name].Line}; keep one";
                mistakes.Add(namePlace, MistakeCode.DuplicateMember, message);
            }
        }

        return new JsonObject(place, members.ToImmutable());
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }

    private static string WithoutPosition(string message)
    {
        var position = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return position < 0 ? message : message[..position];
    }
}
