using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Forwarding.Streams;

/// <summary>Why the gateway ends a WebSocket, as a Close frame says it (RFC 6455 sections 5.5.1 and 7.4.1).</summary>
internal sealed class CloseFrame
{
    /// <summary>1008: what allowed it does not hold any more.</summary>
    public static readonly CloseFrame Expired = new(WebSocketCloseStatus.PolicyViolation, "The access token has expired");

    /// <summary>1001: the server goes away. Another one, or this one later, takes a new connection.</summary>
    public static readonly CloseFrame GoingAway = new(WebSocketCloseStatus.EndpointUnavailable, "The server is about to stop");

    private const byte FinalClose = 0x88;
    private const byte Masked = 0x80;

    private readonly byte[] payload;

    private CloseFrame(WebSocketCloseStatus status, string reason)
    {
        Reason = reason;
        payload = new byte[sizeof(ushort) + reason.Length];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)status);
        Encoding.ASCII.GetBytes(reason, payload.AsSpan(sizeof(ushort)));
    }

    public string Reason { get; }

    public byte[] ToClient() => [FinalClose, (byte)payload.Length, .. payload];

    /// <summary>The gateway is the client there, and what a client sends is masked with bytes that nobody can foresee (section 5.3).</summary>
    public byte[] ToService()
    {
        var mask = RandomNumberGenerator.GetBytes(4);
        return [FinalClose, (byte)(Masked | payload.Length), .. mask, .. payload.Select((value, index) => (byte)(value ^ mask[index % 4]))];
    }
}
