using System.Net.Sockets;
using System.Text;

namespace Gateway.Testing;

/// <summary>Sends bytes as they are, for requests that no HTTP client would make.</summary>
public static class RawHttp
{
    /// <summary>Sends the lines, each ended by CR LF and the last followed by an empty one, and reads until the server closes.</summary>
    public static async Task<string> SendAsync(Uri server, params string[] lines)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", [.. lines, "Connection: close", "", ""])));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
