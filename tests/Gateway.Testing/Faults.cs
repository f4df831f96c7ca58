using System.Net.Sockets;
using System.Text;

namespace Gateway.Testing;

/// <summary>Hands on bytes of an answer, or does not. False: the connection is over.</summary>
/// <param name="gateway">Where they are to go.</param>
/// <param name="passed">How many there have been on this connection before.</param>
public delegate Task<bool> Fault(Socket gateway, int passed, ReadOnlyMemory<byte> answer);

/// <summary>What a network or a broken service does to an answer.</summary>
public static class Faults
{
    public static readonly Fault None = async (gateway, _, answer) =>
    {
        await gateway.SendAsync(answer);
        return true;
    };

    /// <summary>Nothing comes, and the connection stays: a process that hangs, or a peer that has gone without a word.</summary>
    public static readonly Fault Silence = (_, _, _) => Task.FromResult(true);

    /// <summary>RST after so many bytes.</summary>
    public static Fault ResetAfter(int bytes) => CutAfter(bytes, FaultProxy.Reset);

    /// <summary>FIN after so many bytes, as if that had been all.</summary>
    public static Fault CloseAfter(int bytes) => CutAfter(bytes, gateway => gateway.Shutdown(SocketShutdown.Send));

    /// <summary>Byte by byte, with a pause before each.</summary>
    public static Fault Trickle(TimeSpan pause) => async (gateway, _, answer) =>
    {
        for (var index = 0; index < answer.Length; index++)
        {
            await Task.Delay(pause);
            await gateway.SendAsync(answer.Slice(index, 1));
        }

        return true;
    };

    /// <summary>Something else in place of the answer; the connection stays.</summary>
    public static Fault Say(string text) => async (gateway, _, _) =>
    {
        await gateway.SendAsync(Encoding.Latin1.GetBytes(text));
        return true;
    };

    private static Fault CutAfter(int bytes, Action<Socket> cut) => async (gateway, passed, answer) =>
    {
        var rest = Math.Clamp(bytes - passed, 0, answer.Length);
        if (rest > 0)
        {
            await gateway.SendAsync(answer[..rest]);
        }

        if (rest == answer.Length && passed + rest < bytes)
        {
            return true;
        }

        cut(gateway);
        return false;
    };
}
