using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Testing;

/// <summary>What one gateway measures from now on: <c>gateway.decisions 1 operation=… outcome=…</c>.</summary>
public sealed class Measurements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentDictionary<string, Instrument> instruments = new();

    private Measurements(IMeterFactory meters, Func<Instrument, bool> wanted)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == meters && wanted(instrument))
            {
                instruments[instrument.Name] = instrument;
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>(Add);
        listener.SetMeasurementEventCallback<long>(Add);
        listener.SetMeasurementEventCallback<double>(Add);
        listener.Start();
    }

    public IReadOnlyCollection<string> Lines => lines;

    public string Text => string.Join('\n', lines);

    public ICollection<Instrument> Instruments => instruments.Values;

    /// <param name="wanted">The gateway's own meter unless given.</param>
    public static Measurements Of(TestGateway gateway, Func<Instrument, bool>? wanted = null) =>
        new(gateway.Services.GetRequiredService<IMeterFactory>(), wanted ?? (instrument => instrument.Meter.Name == "Gateway"));

    /// <summary>Asks those that are measured only when asked.</summary>
    public void Collect() => listener.RecordObservableInstruments();

    /// <summary>The client has its answer a moment before a request is counted.</summary>
    public Task UntilAsync(string line) => Eventually.IsSoAsync(() => Text.Contains(line, StringComparison.Ordinal), line);

    public void Dispose() => listener.Dispose();

    private void Add<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        lines.Enqueue(string.Join(' ', [instrument.Name, $"{value}", .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]));
}
