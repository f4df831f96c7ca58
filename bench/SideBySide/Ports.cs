using System.Net;
using System.Net.Sockets;

namespace Gateway.SideBySide;

/// <summary>Where a process listens: on 127.0.0.1 and nowhere else.</summary>
internal sealed record Ports(int Http, int Http2, int Admin)
{
    public static Ports Free()
    {
        // All three at once, or the second could be the first again.
        TcpListener[] held = [.. Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (var listener in held)
        {
            listener.Start();
        }

        int[] ports = [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in held)
        {
            listener.Dispose();
        }

        return new Ports(ports[0], ports[1], ports[2]);
    }
}
