using System.Net;
using System.Net.Sockets;

namespace Gateway.Testing;

/// <summary>
/// An address at which connections neither come about nor are refused: it listens with no room for anybody to wait, one connection takes what
/// there is, and the system drops the first packet of every other one.
/// </summary>
public sealed class BlackHole : IDisposable
{
    private readonly Socket listener = NewSocket();
    private readonly List<Socket> waiting = [];

    private BlackHole()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
    }

    public string Url => $"http://{listener.LocalEndPoint}";

    public static async Task<BlackHole> OpenAsync()
    {
        var hole = new BlackHole();
        for (var fits = true; fits;)
        {
            var socket = NewSocket();
            hole.waiting.Add(socket);
            var connecting = socket.ConnectAsync(hole.listener.LocalEndPoint!);
            fits = await Task.WhenAny(connecting, Task.Delay(TimeSpan.FromSeconds(0.5))) == connecting;
        }

        return hole;
    }

    public void Dispose()
    {
        listener.Dispose();
        waiting.ForEach(socket => socket.Dispose());
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
