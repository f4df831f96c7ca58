using System.Globalization;

namespace Gateway.SideBySide;

/// <summary>HTTP/1.1 by wrk, on connections that stay.</summary>
internal sealed record Wrk(string Path, TokenChoice Tokens) : Load
{
    public int Connections { get; init; } = 32;

    /// <summary>Bytes that are posted; 0: it is a GET.</summary>
    public int Body { get; init; }

    public override Load Introduction => this with { Tokens = Tokens.InOrder };

    public override bool UsesUp => Tokens.UsesUp;

    public override int TokensNeeded(Algorithm algorithm, int seconds) => Tokens.Needed(algorithm, seconds);

    public override async Task<Answered> RunAsync(RunningPeer peer, Stage stage, int seconds)
    {
        var (file, first, count, order) = Tokens.Take(peer, stage, seconds);
        var command = new Command([
            "wrk", "-t1", $"-c{Connections}", $"-d{seconds}s", "--timeout", "10s", "-s", Repository.PathOf("bench/load.lua"), peer.Url + Path,
            "--", file, $"{first}", $"{count}", order, $"{Body}"]);
        var output = await command.RunAsync(Machine.LoadAndService);
        var counted = output.Split('\n').LastOrDefault(line => line.StartsWith("result ", StringComparison.Ordinal))
            ?? throw new BenchmarkException($"wrk has no result:\n{output}");
        long[] numbers = [.. counted.Split(' ')[1..].Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return new Answered(numbers[0], numbers[1], numbers[2], new Latency(
            TimeSpan.FromMicroseconds(numbers[3]), TimeSpan.FromMicroseconds(numbers[4]), TimeSpan.FromMicroseconds(numbers[5])));
    }
}
