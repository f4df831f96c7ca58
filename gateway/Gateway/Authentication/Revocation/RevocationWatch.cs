using System.Security.Cryptography;
using Gateway.Routes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Authentication.Revocation;

/// <summary>
/// Keeps up with the revocation file, every second. A file that went away or bad leaves the last good list in force and is an error until it is
/// mended; at start it is a reason not to start.
/// </summary>
internal sealed partial class RevocationWatch : FileWatch, IHealthCheck
{
    private const string Source = "file";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly RevocationFile? file;
    private readonly RoutesInForce routes;
    private readonly Revocations revocations;
    private readonly ILogger<RevocationWatch> logger;
    private string? hash;
    private volatile string? mistake;

    public RevocationWatch(
        RevocationOptions options, RoutesInForce routes, Revocations revocations, TimeProvider clock, ILogger<RevocationWatch> logger)
        : base(Interval, clock)
    {
        file = options.File is { Length: > 0 } path ? new RevocationFile(path, routes) : null;
        this.routes = routes;
        this.revocations = revocations;
        this.logger = logger;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        return mistake is { } wrong
            ? throw new UnusableSettingException($"Gateway:Revocation:File {file!.Path}: {wrong}.")
            : base.StartAsync(cancellationToken);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(mistake is null
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("the revocation file is not usable; the last good list is in force"));

    protected override Task LookAsync()
    {
        Look();
        return Task.CompletedTask;
    }

    private void Look()
    {
        if (file is not null)
        {
            var content = file.Load();
            // Also by the policy: it says which issuers there are to name.
            var found = (content is null ? "unreadable" : Convert.ToHexString(SHA256.HashData(content))) + routes.Table.Hash;
            if (found != hash)
            {
                hash = found;
                Take(file, content);
            }
        }

        revocations.Forget(Clock.GetUtcNow());
    }

    private void Take(RevocationFile from, byte[]? content)
    {
        var (set, wrong) = content is null ? (null, "it cannot be read, or is too large") : from.Read(content);
        if (set is null)
        {
            LogBad(logger, from.Path, wrong!);
        }
        else
        {
            revocations.Publish(Source, set);
            LogTaken(logger, from.Path, set.Entries.Length);
        }

        mistake = wrong; // last: who sees that it is mended finds the list in force
    }

    [LoggerMessage(2031, LogLevel.Information, "Revocation file {Path}: {Count} revocations")]
    private static partial void LogTaken(ILogger logger, string path, int count);

    [LoggerMessage(2032, LogLevel.Error, "Revocation file {Path} is not usable, the last good list stays in force: {Why}")]
    private static partial void LogBad(ILogger logger, string path, string why);
}
