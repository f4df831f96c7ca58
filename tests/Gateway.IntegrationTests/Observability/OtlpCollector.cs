using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Observability;

/// <summary>An OpenTelemetry collector, as far as it is an address that keeps what it is sent (OTLP over HTTP, protobuf).</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> received = new();
    private WebApplication app = null!;

    /// <summary>What it answers; 200 unless a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>The settings of a gateway that sends here, and soon.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Urls.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
    };

    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        collector.app = await LoopbackServer.StartAsync(app => app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            collector.received.Enqueue((context.Request.Path.Value!["/v1/".Length..], body.ToArray()));
            await collector.Answer(context);
        }));
        return collector;
    }

    /// <summary>All bytes of <c>traces</c>, <c>metrics</c> or <c>logs</c>: names and values stand in them as they are.</summary>
    public string TextOf(string signal) =>
        string.Concat(received.Where(one => one.Signal == signal).Select(one => Encoding.Latin1.GetString(one.Body)));

    /// <summary>All bytes.</summary>
    public string Text => string.Concat(received.Select(one => Encoding.Latin1.GetString(one.Body)));

    public Task UntilReceivedAsync(string signal, string text) => Eventually.IsSoAsync(() => TextOf(signal).Contains(text, StringComparison.Ordinal));

    /// <summary>The one span of this outcome whose name ends so. It waits for it, and not for a word: every gateway of the process sends here.</summary>
    public async Task<OtlpSpan> SpanAsync(string name, string outcome)
    {
        IReadOnlyList<OtlpSpan> Found() => [.. Spans(name).Where(span => span.Attributes["gateway.outcome"] == outcome)];
        await Eventually.IsSoAsync(() => Found().Count > 0);
        return Assert.Single(Found());
    }

    public async Task<OtlpSpan> ChildAsync(OtlpSpan parent)
    {
        IReadOnlyList<OtlpSpan> Found() => [.. Spans().Where(span => span.Parent == parent.Id)];
        await Eventually.IsSoAsync(() => Found().Count > 0);
        return Assert.Single(Found());
    }

    /// <summary>The spans received so far whose name ends so.</summary>
    public IReadOnlyList<OtlpSpan> Spans(string name) => [.. Spans().Where(span => span.Name.EndsWith(name, StringComparison.Ordinal))];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IEnumerable<OtlpSpan> Spans() => received.Where(one => one.Signal == "traces").SelectMany(one => OtlpSpan.Of(one.Body));
}
