using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Testing;

/// <summary>HTTP/2 in plain text, frame by frame (RFC 9113), for what no HTTP client tells.</summary>
public static class RawHttp2
{
    public const byte Headers = 1;
    public const byte GoAway = 7;

    /// <summary>A flag of the last frame of a request or an answer.</summary>
    public const byte EndStream = 0x1;

    private const byte Settings = 4;
    private const byte EndStreamAndHeaders = 0x5;
    private const int FrameHeaderBytes = 9;

    /// <summary>One GET on a connection of its own; every frame until its answer has ended, or until the server closes the connection.</summary>
    public static async Task<IReadOnlyList<RawFrame>> GetAsync(Uri server, string path, bool untilClosed = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        // HPACK (RFC 7541): three fields of the static table by index, and two names of it with a value as it is.
        byte[] fields = [0x82, 0x86, .. Field(0x04, path), .. Field(0x01, server.Authority)];
        await stream.WriteAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, []), .. Frame(Headers, EndStreamAndHeaders, 1, fields)]);

        var frames = new List<RawFrame>();
        var header = new byte[FrameHeaderBytes];
        while (await stream.ReadAtLeastAsync(header, FrameHeaderBytes, throwOnEndOfStream: false) == FrameHeaderBytes)
        {
            var payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
            await stream.ReadExactlyAsync(payload);
            var frame = new RawFrame(header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)), payload);
            frames.Add(frame);
            if (!untilClosed && frame.Stream == 1 && (frame.Flags & EndStream) != 0)
            {
                break;
            }
        }

        return frames;
    }

    private static byte[] Field(byte nameIndex, string value) => [nameIndex, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static byte[] Frame(byte type, byte flags, byte streamId, byte[] payload) => [0, 0, (byte)payload.Length, type, flags, 0, 0, 0, streamId, .. payload];
}

public sealed record RawFrame(byte Type, byte Flags, int Stream, IReadOnlyList<byte> Payload);
