using System.Text;
using System.Threading.Channels;

namespace Gateway.IntegrationTests.Services;

/// <summary>What a program writes, line by line, to be awaited by a test.</summary>
internal sealed class SpokenLines : TextWriter
{
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    public override Task WriteLineAsync(string? value) => lines.Writer.WriteAsync(value ?? "").AsTask();

    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        return await lines.Reader.ReadAsync(patience.Token);
    }

    public bool IsSilent => lines.Reader.Count == 0;
}
