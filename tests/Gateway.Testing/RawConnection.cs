using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Testing;

/// <summary>One connection to a server, on which everything is written and read as bytes.</summary>
public sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = Eventually.Patience;

    private readonly TcpClient client;

    private RawConnection(TcpClient client)
    {
        this.client = client;
        Stream = client.GetStream();
    }

    public NetworkStream Stream { get; }

    public static async Task<RawConnection> OpenAsync(Uri server)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        return new RawConnection(client);
    }

    /// <summary>The statuses of what a server answers to these bytes until it closes the connection; at the end 0 if it does not.</summary>
    public static async Task<IReadOnlyList<int>> StatusesAsync(Uri server, string bytes)
    {
        using var connection = await OpenAsync(server);
        await connection.WriteAsync(bytes);
        return await connection.ReadToEndAsync();
    }

    public Task WriteAsync(string bytes) => Stream.WriteAsync(Encoding.Latin1.GetBytes(bytes)).AsTask();

    public void Dispose() => client.Dispose();

    private async Task<IReadOnlyList<int>> ReadToEndAsync()
    {
        var answers = new StringBuilder();
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[4096];
        try
        {
            while (await Stream.ReadAsync(buffer, patience.Token) is > 0 and var read)
            {
                answers.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Reset: closed as well.
        }
        catch (OperationCanceledException)
        {
            return [.. StatusesIn(answers.ToString()), 0];
        }

        return StatusesIn(answers.ToString());
    }

    private static List<int> StatusesIn(string answers)
    {
        const string beginning = "HTTP/1.1 ";
        var statuses = new List<int>();
        for (var at = answers.IndexOf(beginning, StringComparison.Ordinal); at >= 0; at = answers.IndexOf(beginning, at + 1, StringComparison.Ordinal))
        {
            statuses.Add(int.Parse(answers.AsSpan(at + beginning.Length, 3), CultureInfo.InvariantCulture));
        }

        return statuses;
    }
}
