using System.Net;
using System.Net.Sockets;

namespace Stack.Run;

/// <summary>Where everything listens: on the usual ports, or on free ones where those are taken.</summary>
internal sealed record Addresses(Uri Gateway, Uri Admin, Uri Authority, IReadOnlyDictionary<string, Uri> Services)
{
    private static readonly string[] ServiceNames =
        ["timesheets", "calendar", "contacts", "tasks", "maps", "accounts", "events", "imaging"];

    /// <summary>The variables in which authority, services and the routes file look for addresses.</summary>
    public IEnumerable<(string Name, string Value)> Variables =>
    [
        .. Services.Select(service => ($"{service.Key.ToUpperInvariant()}_URL", Text(service.Value))),
        ("AUTHORITY_URL", Text(Authority)),
        ("GATEWAY_URL", Text(Gateway)),
    ];

    public static Addresses Choose() => new(
        OnLoopback(8080),
        OnLoopback(9901),
        OnLoopback(9000),
        ServiceNames.Select((name, index) => (name, address: OnLoopback(5101 + index))).ToDictionary(s => s.name, s => s.address));

    /// <summary>Without the final slash, which would be part of an issuer's name.</summary>
    public static string Text(Uri address) => address.ToString().TrimEnd('/');

    private static Uri OnLoopback(int usual) => new($"http://127.0.0.1:{(IsFree(usual) ? usual : AnyFree())}");

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
