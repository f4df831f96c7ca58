using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Gateway.SideBySide;

/// <summary>
/// Where a process listens: on 127.0.0.1 and nowhere else. Below the ports that the system gives to whoever asks for any, so that nobody is given
/// one meanwhile.
/// </summary>
internal sealed record Ports(int Http, int Http2, int Admin)
{
    public static Ports Free()
    {
        // All three at once, or the second could be the first again.
        using TcpListener http = Take(), http2 = Take(), admin = Take();
        return new Ports(PortOf(http), PortOf(http2), PortOf(admin));
    }

    private static TcpListener Take()
    {
        while (true)
        {
            var listener = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(20_000, 32_000));
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException)
            {
                // Taken; another one.
            }
        }
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
