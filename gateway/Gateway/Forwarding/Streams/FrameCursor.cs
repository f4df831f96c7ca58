using System.Buffers.Binary;

namespace Gateway.Forwarding.Streams;

/// <summary>
/// Where in the frames of a WebSocket one direction is. A frame of one's own may come between two others, between the parts of a message too if
/// it is a control frame, and never within one (RFC 6455 sections 5.2 and 5.4).
/// </summary>
internal sealed class FrameCursor
{
    private const int HeaderBytesMax = 14;
    private const int OpcodeMask = 0x0F;
    private const int OpcodeClose = 0x8;
    private const int MaskedBit = 0x80;
    private const int LengthMask = 0x7F;
    private const int LengthIn16Bits = 126;
    private const int LengthIn64Bits = 127;

    private readonly byte[] header = new byte[HeaderBytesMax];
    private int headerBytes;
    private ulong payloadLeft;

    public bool IsAtBoundary => headerBytes == 0 && payloadLeft == 0;

    /// <summary>A Close frame has gone by: nothing comes after it (section 5.5.1).</summary>
    public bool HasClosed { get; private set; }

    public void AdvanceOver(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[Advance(bytes)..];
        }
    }

    /// <summary>To the end of the frame, or of the bytes; the number of those that it went over.</summary>
    public int Advance(ReadOnlySpan<byte> bytes)
    {
        var used = 0;
        while (used < bytes.Length)
        {
            if (payloadLeft > 0)
            {
                var step = (int)Math.Min(payloadLeft, (ulong)(bytes.Length - used));
                payloadLeft -= (ulong)step;
                used += step;
            }
            else
            {
                header[headerBytes++] = bytes[used++];
                if (headerBytes != HeaderLength)
                {
                    continue;
                }

                HasClosed |= (header[0] & OpcodeMask) == OpcodeClose;
                payloadLeft = PayloadLength;
                headerBytes = 0;
            }

            if (IsAtBoundary)
            {
                break;
            }
        }

        return used;
    }

    /// <summary>Known after two bytes.</summary>
    private int HeaderLength => headerBytes < 2 ? int.MaxValue
        : 2 + ((header[1] & MaskedBit) != 0 ? 4 : 0) + (header[1] & LengthMask) switch
        {
            LengthIn16Bits => 2,
            LengthIn64Bits => 8,
            _ => 0,
        };

    private ulong PayloadLength => (header[1] & LengthMask) switch
    {
        LengthIn16Bits => BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)),
        LengthIn64Bits => BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(2)),
        var length => (ulong)length,
    };
}
