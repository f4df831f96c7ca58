using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Testing;

/// <summary>Answers every request with the same bytes, for answers that no HTTP server would give.</summary>
public sealed class RawService : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly byte[] answer;

    private RawService(string answer) => this.answer = Encoding.Latin1.GetBytes(answer);

    public string Url => $"http://{listener.LocalEndpoint}";

    /// <param name="lines">Status line, header lines, an empty one and what follows, each ended by CR LF.</param>
    public static RawService Start(params string[] lines)
    {
        var service = new RawService(string.Join("\r\n", [.. lines, ""]));
        service.listener.Start();
        _ = service.ServeAsync();
        return service;
    }

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
                while (!string.IsNullOrEmpty(await reader.ReadLineAsync()))
                {
                    // Whatever is asked.
                }

                await client.GetStream().WriteAsync(answer);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
