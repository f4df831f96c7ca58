using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.SideBySide;

/// <summary>HTTP/2 without TLS by h2load, many requests at once on few connections; always with the same token.</summary>
internal sealed partial record H2Load(string Path, Algorithm Algorithm) : Load
{
    private const int Connections = 16;
    private const int Streams = 10;

    public override async Task<Answered> RunAsync(RunningPeer peer, Stage stage, int seconds)
    {
        var log = stage.PathOf("h2load.log");
        File.Delete(log); // it would be continued
        var command = new Command([
            "h2load", "-c", $"{Connections}", "-m", $"{Streams}", "-D", $"{seconds}", $"--log-file={log}",
            "-H", $"authorization: Bearer {stage.Of(Algorithm).First}", peer.Http2Url + Path]);
        var output = await command.RunAsync(Machine.LoadAndService);
        var counted = Counted().Match(output);
        if (!counted.Success)
        {
            throw new BenchmarkException($"h2load has no result:\n{output}");
        }

        return new Answered(Number("done"), Number("refused") + Number("broken"), Number("errored"), await LatencyAsync(log));

        long Number(string group) => long.Parse(counted.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>A line of the log is when a request began, its status, and how many microseconds it took.</summary>
    private static async Task<Latency> LatencyAsync(string log)
    {
        long[] took = [.. (await File.ReadAllLinesAsync(log)).Select(line => long.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture)).Order()];
        return new Latency(At(0.5), At(0.99), At(0.999));

        TimeSpan At(double share) => TimeSpan.FromMicroseconds(took[Math.Min(took.Length - 1, (int)(took.Length * share))]);
    }

    [GeneratedRegex(@"requests: .* (?<done>\d+) done, .* (?<errored>\d+) errored.*\n.*status codes: \d+ 2xx, \d+ 3xx, (?<refused>\d+) 4xx, (?<broken>\d+) 5xx")]
    private static partial Regex Counted();
}
