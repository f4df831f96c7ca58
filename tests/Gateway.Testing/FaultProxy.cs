using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Testing;

/// <summary>
/// Stands between the gateway and a service and does to its answers, byte by byte, what networks and broken services do. Requests pass, so
/// that the service can say how many reached it.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly IPEndPoint service;
    private readonly ConcurrentDictionary<Socket, bool> open = [];
    private Socket? listener;
    private volatile bool refuses;
    private IPEndPoint address = new(IPAddress.Loopback, 0);
    private int connections;

    private FaultProxy(string serviceUrl) => service = new IPEndPoint(IPAddress.Loopback, new Uri(serviceUrl).Port);

    public string Url => $"http://{address}";

    /// <summary>How many connections there have been.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>What happens to answers from now on, on connections that are open too.</summary>
    public Fault Fault { get; set; } = Faults.None;

    public static FaultProxy Start(string serviceUrl, Fault? fault = null)
    {
        var proxy = new FaultProxy(serviceUrl) { Fault = fault ?? Faults.None };
        proxy.Listen();
        return proxy;
    }

    /// <summary>At the same address as before.</summary>
    public void Listen()
    {
        refuses = false;
        listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(address);
        listener.Listen(512);
        address = (IPEndPoint)listener.LocalEndPoint!;
        _ = AcceptAsync(listener);
    }

    /// <summary>Connections are refused, and those that there are break.</summary>
    public void Refuse()
    {
        refuses = true;
        listener?.Dispose();
        foreach (var socket in open.Keys)
        {
            Reset(socket);
        }
    }

    public ValueTask DisposeAsync()
    {
        Refuse();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends a connection at once (RST), whatever is still under way on it.</summary>
    internal static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It ended by itself.
        }

        socket.Dispose();
    }

    private async Task AcceptAsync(Socket listening)
    {
        try
        {
            while (true)
            {
                var gateway = await listening.AcceptAsync();
                Interlocked.Increment(ref connections);
                _ = ServeAsync(gateway);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }

    private async Task ServeAsync(Socket gateway)
    {
        using var behind = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        gateway.NoDelay = behind.NoDelay = true;
        open[gateway] = true;
        if (refuses)
        {
            Reset(gateway); // it was taken before that, and nobody knew of it yet
        }

        try
        {
            await behind.ConnectAsync(service);
            await Task.WhenAny(RelayRequestsAsync(gateway, behind), RelayAnswersAsync(behind, gateway));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // One side has gone.
        }

        open.TryRemove(gateway, out _);
        gateway.Dispose();
    }

    private static async Task RelayRequestsAsync(Socket gateway, Socket behind)
    {
        var buffer = new byte[16 * 1024];
        while (await gateway.ReceiveAsync(buffer) is > 0 and var count)
        {
            await behind.SendAsync(buffer.AsMemory(0, count));
        }
    }

    private async Task RelayAnswersAsync(Socket behind, Socket gateway)
    {
        var buffer = new byte[16 * 1024];
        var passed = 0;
        while (await behind.ReceiveAsync(buffer) is > 0 and var count && await Fault(gateway, passed, buffer.AsMemory(0, count)))
        {
            passed += count;
        }
    }
}
