using System.Diagnostics;
using System.Net.Sockets;

namespace Gateway.InteropTests.HaProxy;

/// <summary>HAProxy on a port of 127.0.0.1, in front of gateways that it checks every two seconds and drops after three failures.</summary>
internal sealed class RunningHaProxy : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");
    private readonly Process process;

    private RunningHaProxy(int port, IEnumerable<(int Public, int Admin)> gateways)
    {
        // Without retries a request that meets a closed door is a failed request. Slow checks, because with quick ones a gateway that does not
        // wait for them gets away with it.
        var servers = gateways.Select((gateway, index) =>
            $"  server gateway{index} 127.0.0.1:{gateway.Public} check inter 2s fall 3 rise 1 addr 127.0.0.1 port {gateway.Admin}");
        var file = Path.Combine(folder.FullName, "haproxy.cfg");
        File.WriteAllText(file, $"""
            defaults
              mode http
              retries 0
              timeout connect 30s
              timeout client 30s
              timeout server 30s
            frontend clients
              bind 127.0.0.1:{port}
              default_backend gateways
            backend gateways
              balance roundrobin
              http-reuse always
              http-response set-header X-Served-By %s
              option httpchk GET /health/ready
              http-check expect status 200
            {string.Join('\n', servers)}

            """);
        process = Process.Start(new ProcessStartInfo("haproxy", ["-db", "-f", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        Url = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Url { get; }

    /// <summary>It takes connections when this ends.</summary>
    public static async Task<RunningHaProxy> StartAsync(int port, IEnumerable<(int Public, int Admin)> gateways)
    {
        var running = new RunningHaProxy(port, gateways);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(running.Url.Host, port, limit.Token);
                return running;
            }
            catch (SocketException)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
        folder.Delete(recursive: true);
    }
}
