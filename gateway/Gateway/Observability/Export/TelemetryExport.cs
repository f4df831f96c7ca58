using System.Diagnostics.Metrics;
using System.Reflection;
using Gateway.Observability.Traces;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Observability.Export;

/// <summary>
/// Sends traces, metrics and logs to an OpenTelemetry collector (OTLP), where one is configured; by the SDK, which reads the rest of the
/// standard variables itself. It starts before a port opens and stops when all are closed, so that the last request is seen too.
/// <para>
/// A collector that is slow or away costs the telemetry and nothing else: what waits for it is bounded (2,048 spans and log records; the rest is
/// dropped), is sent by threads of the SDK's own, and at the end it is given <see cref="FarewellMax"/>.
/// </para>
/// </summary>
internal sealed class TelemetryExport(IConfiguration configuration, IMeterFactory meters, ILoggerFactory logs) : IHostedService, IDisposable
{
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(3);

    private OpenTelemetrySdk? sdk;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var signals = ExportedSignals.Of(configuration);
        if (!signals.Any)
        {
            return Task.CompletedTask;
        }

        sdk = OpenTelemetrySdk.Create(telemetry =>
        {
            // The SDK has services of its own; the variables may stand in appsettings.json too.
            telemetry.Services.AddSingleton(configuration);
            telemetry.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
            telemetry.ConfigureResource(Describe);
            // The exporter is there for all three; what is not to be sent is not collected.
            telemetry.UseOtlpExporter();
            telemetry.WithTracing(traces => traces
                .AddProcessor(new SpanRedaction())
                .AddSource(signals.Traces ? [ServerSpan.Source, "System.Net.Http"] : []));
            telemetry.WithMetrics(metrics => _ = signals.Metrics ? metrics.AddMetersOf(meters) : metrics);
            telemetry.WithLogging(null, logging => logging.IncludeFormattedMessage = true);
        });
        if (signals.Logs)
        {
            // By way of the factory that everybody logs to already, so that its filters hold.
            logs.AddProvider(new ExportedLog(sdk.GetLoggerFactory()));
        }

        return Task.CompletedTask;
    }

    /// <summary>All three at once: one after the other, each would wait for the collector.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => sdk is not { } ending ? Task.CompletedTask : Task.WhenAll(
        Task.Run(() => ending.TracerProvider.Shutdown((int)FarewellMax.TotalMilliseconds), CancellationToken.None),
        Task.Run(() => ending.MeterProvider.Shutdown((int)FarewellMax.TotalMilliseconds), CancellationToken.None),
        Task.Run(() => ending.LoggerProvider.Shutdown((int)FarewellMax.TotalMilliseconds), CancellationToken.None));

    public void Dispose() => sdk?.Dispose();

    private static string? Version =>
        typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary><c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> come last and win.</summary>
    private static void Describe(ResourceBuilder resource) => resource
        .Clear()
        .AddService("gateway", serviceVersion: Version)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    /// <summary>The SDK's log as a provider; it is the SDK that ends it.</summary>
    private sealed class ExportedLog(ILoggerFactory exported) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => exported.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }
}
