using System.Net;
using System.Net.Sockets;

namespace Gateway.Testing;

/// <summary>A port of 127.0.0.1 at which nobody listens, and that nobody else gets.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string Url => $"http://{Authority}";

    public string Authority => $"{socket.LocalEndPoint}";

    public void Dispose() => socket.Dispose();
}
