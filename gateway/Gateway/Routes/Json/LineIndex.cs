using System.Text;

namespace Gateway.Routes.Json;

/// <summary>Turns offsets into lines and columns.</summary>
internal sealed class LineIndex
{
    private readonly string file;
    private readonly ReadOnlyMemory<byte> content;
    private readonly List<int> lineStarts = [0];

    /// <summary>The last answer: places are asked for in order, and a file may be one long line, which is not counted from its start every time.</summary>
    private (int Offset, Place Place) last;

    /// <param name="file">The name that the places have.</param>
    public LineIndex(string file, ReadOnlyMemory<byte> content)
    {
        this.file = file;
        this.content = content;
        var bytes = content.Span;
        for (var offset = 0; offset < bytes.Length; offset++)
        {
            if (bytes[offset] == (byte)'\n')
            {
                lineStarts.Add(offset + 1);
            }
        }
    }

    public Place At(int offset)
    {
        var found = lineStarts.BinarySearch(offset);
        return AtLine(found >= 0 ? found : ~found - 1, offset);
    }

    /// <param name="line">Counted from 0, as <see cref="System.Text.Json.JsonException"/> does.</param>
    /// <param name="bytePosition">Counted from 0, from the start of the line.</param>
    public Place At(long line, long bytePosition)
    {
        var known = (int)Math.Clamp(line, 0, lineStarts.Count - 1);
        return AtLine(known, (int)Math.Min(lineStarts[known] + bytePosition, content.Length));
    }

    private Place AtLine(int line, int offset)
    {
        var (start, column) = last.Place.Line == line + 1 && last.Offset <= offset ? (last.Offset, last.Place.Column) : (lineStarts[line], 1);
        var place = new Place(file, line + 1, column + Encoding.UTF8.GetCharCount(content.Span[start..offset]));
        last = (offset, place);
        return place;
    }
}
