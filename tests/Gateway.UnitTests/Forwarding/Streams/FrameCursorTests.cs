using Gateway.Forwarding.Streams;

namespace Gateway.UnitTests.Forwarding.Streams;

public sealed class FrameCursorTests
{
    private static readonly byte[][] Frames =
    [
        [0x81, 0x03, 1, 2, 3],
        [0x89, 0x00],
        [0x01, 0x82, 9, 9, 9, 9, 1, 2], // masked, the first part of a message
        [0x80, 0xFE, 0x01, 0x00, 9, 9, 9, 9, .. new byte[256]],
        [0x82, 0x7E, 0x00, 0x7E, .. new byte[126]],
        [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0, .. new byte[65_536]],
        [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 9, 9, 9, 9, 0x88], // what is in a payload is no opcode
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    public void Frames_end_where_they_do_however_the_bytes_come(int chunk)
    {
        var bytes = Frames.SelectMany(frame => frame).ToArray();
        var cursor = new FrameCursor();
        var (ends, position) = (new List<int>(), 0);
        foreach (var piece in bytes.Chunk(chunk))
        {
            for (var used = 0; used < piece.Length;)
            {
                var step = cursor.Advance(piece.AsSpan(used));
                Assert.InRange(step, 1, piece.Length - used);
                (used, position) = (used + step, position + step);
                if (cursor.IsAtBoundary)
                {
                    ends.Add(position);
                }
            }
        }

        var expected = Frames.Select((_, index) => Frames.Take(index + 1).Sum(frame => frame.Length));
        Assert.Equal(expected, ends);
        Assert.False(cursor.HasClosed);
    }

    [Fact]
    public void Within_a_frame_is_no_boundary()
    {
        foreach (var frame in Frames)
        {
            foreach (var length in Enumerable.Range(1, Math.Min(frame.Length, 20) - 1).Append(frame.Length - 1))
            {
                var cursor = new FrameCursor();
                cursor.AdvanceOver(frame.AsSpan(0, length));
                Assert.False(cursor.IsAtBoundary);
                cursor.AdvanceOver(frame.AsSpan(length));
                Assert.True(cursor.IsAtBoundary);
            }
        }
    }

    [Fact]
    public void A_Close_frame_is_seen()
    {
        var cursor = new FrameCursor();
        cursor.AdvanceOver([0x81, 0x01, 0x88, 0x88, 0x02, 0x03]);
        Assert.True(cursor.HasClosed);
    }

    [Fact]
    public void A_frame_of_any_length_is_no_trouble()
    {
        var cursor = new FrameCursor();
        cursor.AdvanceOver([0x82, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[1000]]);
        Assert.False(cursor.IsAtBoundary);
    }
}
