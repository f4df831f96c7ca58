using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Forwarding.Draining;

/// <summary>
/// The end of the process, in an order that no client notices. A server that stops when it is told to refuses connections that a load
/// balancer goes on making, until its own checks have told it. So: (1) not ready from now on, and everything is served still; (2) when the load
/// balancer has seen that, no connection is taken any more, and what is in flight may end; (3) what has not ended is cut off. The admin
/// listener answers until after that: the host stops the public listener first, and then its services from the last to the first.
/// </summary>
internal sealed partial class Drain(DrainOptions options, IHostEnvironment environment, IServer server, TimeProvider clock, ILogger<Drain> logger)
    : IHostedLifecycleService, IHealthCheck, IDisposable
{
    private readonly CancellationTokenSource begun = new();
    private readonly CancellationTokenSource closing = new();

    /// <summary>It was told to stop, and is not ready.</summary>
    public bool HasBegun => begun.IsCancellationRequested;

    /// <summary>From here on what does not end by itself has to be ended.</summary>
    public CancellationToken Closing => closing.Token;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var (delay, timeout) = (options.DelayIn(environment), options.TimeoutIn(environment));
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndAtOnce);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndAtOnce);

        LogBegun(logger, delay, timeout);
        await begun.CancelAsync();
        await Task.Delay(delay, clock, hurry.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        await closing.CancelAsync();
        using var limit = new CancellationTokenSource(timeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, hurry.Token);
        // Kestrel closes the idle connections, tells those of HTTP/2 to send no more (GOAWAY, RFC 9113 section 6.8), and waits for the rest.
        await server.StopAsync(end.Token);
        LogEnded(logger, end.IsCancellationRequested ? "what was in flight has been cut off" : "every request has ended");

        // A second signal, from someone who does not want to wait.
        void EndAtOnce(PosixSignalContext signal)
        {
            signal.Cancel = true;
            hurry.Cancel();
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HasBegun ? HealthCheckResult.Unhealthy("draining: it is about to stop") : HealthCheckResult.Healthy());

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        begun.Dispose();
        closing.Dispose();
    }

    [LoggerMessage(4201, LogLevel.Information, "Told to stop: not ready, serving on for {Delay}, then up to {Timeout} for what is in flight")]
    private static partial void LogBegun(ILogger logger, TimeSpan delay, TimeSpan timeout);

    [LoggerMessage(4202, LogLevel.Information, "The public listener is closed: {How}")]
    private static partial void LogEnded(ILogger logger, string how);
}
