using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Gateway.SideBySide;

/// <summary>The process of a peer, and what can be asked about it from outside.</summary>
internal sealed class RunningPeer : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private readonly Process process;

    private RunningPeer(Peer peer, Process process, Ports ports)
    {
        Peer = peer;
        this.process = process;
        Ports = ports;
    }

    public Peer Peer { get; }

    public Ports Ports { get; }

    public string Url => $"http://127.0.0.1:{Ports.Http}";

    public string Http2Url => $"http://127.0.0.1:{Ports.Http2}";

    public TimeSpan ProcessorTime => ProcessTree.ProcessorTime(process.Id);

    public double ResidentMiB => ProcessTree.ResidentMiB(process.Id);

    /// <summary>The first of the issuer's tokens that this process has not seen, by algorithm.</summary>
    public Dictionary<Algorithm, int> FirstUnseen { get; } = new() { [Algorithm.Rs256] = Tokens.Rotation, [Algorithm.Es256] = Tokens.Rotation };

    public static async Task<RunningPeer> StartAsync(Peer peer, Stage stage, int processor)
    {
        var ports = Ports.Free();
        var log = stage.PathOf($"{ports.Http}.out");
        var running = new RunningPeer(peer, peer.Command(stage, ports).Start(processor, log), ports);
        var clock = Stopwatch.StartNew();
        while (!await running.ListensAsync())
        {
            if (running.process.HasExited || clock.Elapsed > StartMax)
            {
                throw new BenchmarkException($"{peer} does not listen:\n{await File.ReadAllTextAsync(log)}");
            }

            await Task.Delay(Glance);
        }

        return running;
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // In order: a master ends its workers. Whoever takes too long is not waited for.
            await SignalAsync("TERM");
            using var limit = new CancellationTokenSource(StopMax);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
        }

        process.Dispose();
    }

    private async Task<bool> ListensAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Ports.Http);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
