using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Testing;

/// <summary>Sends one HTTP/2 request in frames (RFC 9113) with prior knowledge, for requests that no HTTP client would make.</summary>
public static class RawHttp2
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte ResetStream = 3;
    private const byte Settings = 4;
    private const byte GoAway = 7;

    private const byte EndStream = 1;
    private const byte Acknowledges = 1;
    private const byte EndHeaders = 4;

    /// <summary>The status of the answer; 0: the server has broken off the stream or the connection.</summary>
    /// <param name="body">Null: the headers end the request.</param>
    public static async Task<int> SendAsync(Uri server, IEnumerable<(string Name, string Value)> fields, string? body = null)
    {
        using var connection = await RawConnection.OpenAsync(server);
        await connection.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        await WriteAsync(connection.Stream, Settings, 0, 0, []);
        await WriteAsync(connection.Stream, Headers, (byte)(EndHeaders | (body is null ? EndStream : 0)), 1, Block(fields));
        if (body is not null)
        {
            await WriteAsync(connection.Stream, Data, EndStream, 1, Encoding.Latin1.GetBytes(body));
        }

        return await ReadStatusAsync(connection.Stream);
    }

    private static async Task<int> ReadStatusAsync(NetworkStream stream)
    {
        try
        {
            while (true)
            {
                var head = new byte[9];
                await stream.ReadExactlyAsync(head);
                var payload = new byte[head[0] << 16 | head[1] << 8 | head[2]];
                await stream.ReadExactlyAsync(payload);
                switch (head[3])
                {
                    case Settings when (head[4] & Acknowledges) == 0:
                        await WriteAsync(stream, Settings, Acknowledges, 0, []);
                        break;
                    case Headers:
                        return StatusIn(payload);
                    case ResetStream or GoAway:
                        return 0;
                    default:
                        break;
                }
            }
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task WriteAsync(NetworkStream stream, byte type, byte flags, int streamId, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8 | type);
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame, 9);
        await stream.WriteAsync(frame);
    }

    /// <summary>Each as a literal without indexing and without Huffman's code (RFC 7541 section 6.2.2).</summary>
    private static byte[] Block(IEnumerable<(string Name, string Value)> fields)
    {
        var block = new List<byte>();
        foreach (var (name, value) in fields)
        {
            block.Add(0);
            AddText(name);
            AddText(value);
        }

        return [.. block];

        void AddText(string text)
        {
            // One byte of length is enough for what is tested.
            block.Add(checked((byte)(text.Length < 127 ? text.Length : throw new ArgumentException(text))));
            block.AddRange(Encoding.Latin1.GetBytes(text));
        }
    }

    /// <summary>A server's first field is the status: one of the static table, or a literal by that table's name (RFC 7541 appendix A).</summary>
    private static int StatusIn(byte[] block)
    {
        int[] indexed = [200, 204, 206, 304, 400, 404, 500];
        var at = Array.FindIndex(block, one => (one & 0xe0) != 0x20); // after a change of the table's size
        return (block[at] & 0x80) != 0
            ? indexed[(block[at] & 0x7f) - 8]
            : int.Parse(Encoding.ASCII.GetString(block, at + 2, block[at + 1]), CultureInfo.InvariantCulture);
    }
}
