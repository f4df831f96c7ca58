using System.Text;

namespace Gateway.Routes.Json;

/// <summary>Turns offsets into lines and columns.</summary>
internal sealed class LineIndex
{
    private readonly ReadOnlyMemory<byte> _content;
    private readonly List<int> _lineStarts = [0];

    public LineIndex(ReadOnlyMemory<byte> content)
    {
        _content = content;
        var bytes = content.Span;
        for (var offset = 0; offset < bytes.Length; offset++)
        {
            if (bytes[offset] == (byte)'\n')
            {
                _lineStarts.Add(offset + 1);
            }
        }
    }

    public Place At(int offset)
    {
        var found = _lineStarts.BinarySearch(offset);
        return AtLine(found >= 0 ? found : ~found - 1, offset);
    }

    /// <param name="line">Counted from 0, as <see cref="System.Text.Json.JsonException"/> does.</param>
    /// <param name="bytePosition">Counted from 0, from the start of the line.</param>
    public Place At(long line, long bytePosition)
    {
        var known = (int)Math.Clamp(line, 0, _lineStarts.Count - 1);
        return AtLine(known, (int)Math.Min(_lineStarts[known] + bytePosition, _content.Length));
    }

    private Place AtLine(int line, int offset)
    {
        var start = _lineStarts[line];
        return new Place(line + 1, Encoding.UTF8.GetCharCount(_content.Span[start..offset]) + 1);
    }
}
