using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Testing;

/// <summary>Sends bytes as they are, for requests that no HTTP client would make.</summary>
public static class RawHttp
{
    /// <summary>The status of an answer; 0 when there was none.</summary>
    public static int StatusOf(string answer) =>
        answer.StartsWith("HTTP/1.", StringComparison.Ordinal) ? int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;

    /// <summary>Sends the lines, each ended by CR LF and the last followed by an empty one, and reads until the server closes.</summary>
    public static Task<string> SendAsync(Uri server, params string[] lines) => SendFromAsync(IPAddress.Loopback, server, lines);

    /// <param name="from">The address of the client, one of 127.0.0.0/8.</param>
    public static async Task<string> SendFromAsync(IPAddress from, Uri server, params string[] lines)
    {
        using var client = new TcpClient(new IPEndPoint(from, 0));
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", [.. lines, "Connection: close", "", ""])));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
