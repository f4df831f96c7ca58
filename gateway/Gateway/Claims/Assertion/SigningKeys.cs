using System.Collections.Immutable;
using System.Security.Cryptography;
using Gateway.Routes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Claims.Assertion;

/// <summary>
/// The keys of the gateway's assertions: those of a file, which is looked at every second, or one made at start. A file that went away or bad
/// leaves the last good keys in use and is an error until it is mended; at start it is a reason not to start.
/// </summary>
internal sealed partial class SigningKeys(AssertionOptions options, TimeProvider clock, ILogger<SigningKeys> logger)
    : FileWatch(Interval, clock), IHealthCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string? path = options.KeyFile is { Length: > 0 } configured ? configured : null;
    private readonly Lazy<SigningKey> madeAtStart = new(SigningKey.Make);
    private ImmutableArray<SigningKey> ofFile = [];
    private string? hash;
    private volatile string? mistake;

    /// <summary>That which signs first. One array at a time: whoever reads it sees one state of the file.</summary>
    public ImmutableArray<SigningKey> All => path is null ? [madeAtStart.Value] : ofFile;

    public SigningCredentials Credentials => (path is null ? madeAtStart.Value : ofFile[0]).Credentials!;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        return mistake is { } wrong ? throw new UnusableSettingException($"Gateway:Assertion:KeyFile {path}: {wrong}.") : base.StartAsync(cancellationToken);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(mistake is null
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("the file of the assertions' keys is not usable; the last good keys are in use"));

    protected override Task LookAsync()
    {
        Look();
        return Task.CompletedTask;
    }

    private void Look()
    {
        if (path is null)
        {
            return;
        }

        var content = SigningKeyFile.Load(path);
        var found = content is null ? "unreadable" : Convert.ToHexString(SHA256.HashData(content));
        if (found == hash)
        {
            return;
        }

        hash = found;
        var (keys, wrong) = content is null ? ([], "it cannot be read, or is too large") : SigningKeyFile.Read(content);
        if (wrong is not null)
        {
            LogBad(logger, path, wrong);
        }
        else
        {
            ImmutableInterlocked.InterlockedExchange(ref ofFile, keys);
            LogTaken(logger, path, keys[0].Id, keys.Length);
        }

        mistake = wrong; // last: who sees that it is mended finds the keys in use
    }

    [LoggerMessage(5001, LogLevel.Information, "Assertions are signed with key {Kid} of {Path}, {Count} published")]
    private static partial void LogTaken(ILogger logger, string path, string kid, int count);

    [LoggerMessage(5002, LogLevel.Error, "The file of the assertions' keys {Path} is not usable, the last good keys stay in use: {Why}")]
    private static partial void LogBad(ILogger logger, string path, string why);
}
