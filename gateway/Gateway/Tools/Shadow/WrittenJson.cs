using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Gateway.Tools.Shadow;

/// <summary>
/// A JSON text by where its parts stand, in bytes: for an edit that leaves everything else as it is, comments and blanks too. The text has
/// been read strictly before.
/// </summary>
internal sealed class WrittenJson
{
    private readonly List<WrittenComment> comments = [];

    public WrittenJson(ReadOnlyMemory<byte> text)
    {
        Text = text;
        var preamble = text.Span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var reader = new Utf8JsonReader(
            text.Span[preamble..], new JsonReaderOptions { CommentHandling = JsonCommentHandling.Allow, AllowTrailingCommas = true });
        Next(ref reader, preamble);
        Root = ReadValue(ref reader, preamble);
        while (Next(ref reader, preamble))
        {
        }
    }

    public ReadOnlyMemory<byte> Text { get; }

    public WrittenValue Root { get; }

    public IEnumerable<WrittenComment> CommentsIn(WrittenPart part) => comments.Where(part.Contains);

    /// <summary>The first byte from here on that is neither blank nor in a comment.</summary>
    public int SkipBlank(int from)
    {
        while (true)
        {
            if (comments.Find(comment => comment.Start == from) is { } comment)
            {
                from = comment.End;
            }
            else if (from < Text.Length && Text.Span[from] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                from++;
            }
            else
            {
                return from;
            }
        }
    }

    private WrittenValue ReadValue(ref Utf8JsonReader reader, int preamble)
    {
        var start = preamble + (int)reader.TokenStartIndex;
        var members = ImmutableArray.CreateBuilder<WrittenMember>();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (Next(ref reader, preamble) && reader.TokenType != JsonTokenType.EndObject)
            {
                var (name, nameStart) = (reader.GetString()!, preamble + (int)reader.TokenStartIndex);
                Next(ref reader, preamble);
                var value = ReadValue(ref reader, preamble);
                members.Add(new WrittenMember(name, nameStart, value));
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (Next(ref reader, preamble) && reader.TokenType != JsonTokenType.EndArray)
            {
                ReadValue(ref reader, preamble);
            }
        }

        return new WrittenValue(start, preamble + (int)reader.BytesConsumed, members.ToImmutable());
    }

    /// <summary>On to the next token that is no comment; comments are noted on the way.</summary>
    private bool Next(ref Utf8JsonReader reader, int preamble)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Comment)
            {
                return true;
            }

            var start = preamble + (int)reader.TokenStartIndex;
            // The reader hands out what is between the marks: behind "//" to the end of the line, or between "/*" and "*/".
            var marks = Text.Span[start + 1] == (byte)'*' ? 4 : 2;
            comments.Add(new WrittenComment(start, start + marks + reader.ValueSpan.Length));
        }

        return false;
    }
}

/// <param name="End">The first byte behind it.</param>
internal abstract record WrittenPart(int Start, int End)
{
    public bool Contains(WrittenPart other) => Start <= other.Start && other.End <= End;
}

internal sealed record WrittenComment(int Start, int End) : WrittenPart(Start, End);

/// <param name="Members">Of an object; empty for everything else.</param>
internal sealed record WrittenValue(int Start, int End, ImmutableArray<WrittenMember> Members) : WrittenPart(Start, End)
{
    public WrittenValue? At(params ReadOnlySpan<string> path)
    {
        var value = this;
        foreach (var name in path)
        {
            value = value?.Members.FirstOrDefault(member => member.Name == name)?.Value;
        }

        return value;
    }
}

internal sealed record WrittenMember(string Name, int Start, WrittenValue Value) : WrittenPart(Start, Value.End);
