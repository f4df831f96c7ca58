using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Testing;

/// <summary>HTTP/2 in plain text, frame by frame (RFC 9113), for what no HTTP client tells and for requests that none would make.</summary>
public static class RawHttp2
{
    public const byte Headers = 1;
    public const byte GoAway = 7;

    /// <summary>A flag of the last frame of a request or an answer.</summary>
    public const byte EndStream = 0x1;

    private const byte Data = 0;
    private const byte ResetStream = 3;
    private const byte Settings = 4;
    private const byte EndHeaders = 0x4;
    private const int FrameHeaderBytes = 9;

    /// <summary>One GET on a connection of its own; every frame until its answer has ended, or until the server closes the connection.</summary>
    public static async Task<IReadOnlyList<RawFrame>> GetAsync(Uri server, string path, bool untilClosed = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        // HPACK (RFC 7541): three fields of the static table by index, and two names of it with a value as it is.
        byte[] fields = [0x82, 0x86, 0x04, .. Text(path), 0x01, .. Text(server.Authority)];
        await stream.WriteAsync((byte[])[.. Beginning, .. Frame(Headers, EndStream | EndHeaders, 1, fields)]);

        var frames = new List<RawFrame>();
        while (await ReadAsync(stream) is { } frame)
        {
            frames.Add(frame);
            if (!untilClosed && frame.Stream == 1 && (frame.Flags & EndStream) != 0)
            {
                break;
            }
        }

        return frames;
    }

    /// <summary>The status of the answer to one request of these fields; 0: the server has broken off the stream or the connection.</summary>
    /// <param name="body">Null: the headers end the request.</param>
    public static async Task<int> StatusAsync(Uri server, IEnumerable<(string Name, string Value)> fields, string? body = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        // Each as a literal, neither indexed nor in Huffman's code (RFC 7541 section 6.2.2).
        byte[] block = [.. fields.SelectMany(field => (byte[])[0, .. Text(field.Name), .. Text(field.Value)])];
        byte[] request = body is null
            ? Frame(Headers, EndStream | EndHeaders, 1, block)
            : [.. Frame(Headers, EndHeaders, 1, block), .. Frame(Data, EndStream, 1, Encoding.Latin1.GetBytes(body))];
        await stream.WriteAsync((byte[])[.. Beginning, .. request]);
        try
        {
            while (await ReadAsync(stream) is { Type: not (ResetStream or GoAway) } frame)
            {
                if (frame.Type == Headers)
                {
                    return StatusIn([.. frame.Payload]);
                }
            }
        }
        catch (IOException)
        {
            // Broken off, too.
        }

        return 0;
    }

    private static byte[] Beginning => [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, [])];

    private static byte[] Text(string text) => [checked((byte)text.Length), .. Encoding.Latin1.GetBytes(text)];

    private static byte[] Frame(byte type, byte flags, byte streamId, byte[] payload) =>
        [0, 0, checked((byte)payload.Length), type, flags, 0, 0, 0, streamId, .. payload];

    /// <summary>Null: the server has closed the connection.</summary>
    private static async Task<RawFrame?> ReadAsync(NetworkStream stream)
    {
        var header = new byte[FrameHeaderBytes];
        if (await stream.ReadAtLeastAsync(header, FrameHeaderBytes, throwOnEndOfStream: false) < FrameHeaderBytes)
        {
            return null;
        }

        var payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
        await stream.ReadExactlyAsync(payload);
        return new RawFrame(header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)), payload);
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

public sealed record RawFrame(byte Type, byte Flags, int Stream, IReadOnlyList<byte> Payload);
