using System.Collections.Concurrent;
using Gateway.Routes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Forwarding.Tls;

/// <summary>
/// The files of all <c>UpstreamTls</c> of the policy, looked at every second. A file that is missing or bad is a reason not to start, and not to take
/// a policy that names it; one that goes bad later leaves the last good content in use and is an error until it is mended.
/// </summary>
internal sealed partial class ServiceCredentials : FileWatch, IHealthCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly RoutesInForce routes;
    private readonly ILogger<ServiceCredentials> logger;
    private readonly ConcurrentDictionary<UpstreamTls, ServiceCredential> known = [];

    public ServiceCredentials(RoutesInForce routes, TimeProvider clock, ILogger<ServiceCredentials> logger)
        : base(Interval, clock)
    {
        this.routes = routes;
        this.logger = logger;
        if (Lacking(routes.Table) is { } lacking)
        {
            throw new UnusableSettingException($"{lacking}.");
        }

        routes.OnlyIf(Lacking);
    }

    /// <summary>Of a policy that is in force, or about to be.</summary>
    public ServiceCredential Of(UpstreamTls tls) => known[tls];

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(known.Values.FirstOrDefault(one => one.Mistake is not null) is { } bad
            ? HealthCheckResult.Degraded($"a file of UpstreamTls of API {bad.Api} is not usable; the last good one is in use")
            : HealthCheckResult.Healthy());

    protected override Task LookAsync()
    {
        foreach (var one in known.Values.Where(one => one.Look()))
        {
            Say(one);
        }

        return Task.CompletedTask;
    }

    /// <summary>Loads what a policy names and nobody has named before; what cannot be loaded is why the policy cannot be.</summary>
    private string? Lacking(RouteTable policy)
    {
        var mistakes = new List<string>();
        foreach (var api in policy.Apis.Where(api => api.UpstreamTls is { } tls && !known.ContainsKey(tls)))
        {
            var files = TlsFiles.Load(api.UpstreamTls!);
            var (settings, mistake) = TlsSettings.Read(api.UpstreamTls!, files);
            if (settings is null)
            {
                mistakes.Add($"API \"{api.Name}\": {mistake}");
                continue;
            }

            Say(known[api.UpstreamTls!] = new ServiceCredential(api.UpstreamTls!, api.Name, settings, files.Hash));
        }

        // Those of the policy before are used by requests that are under way.
        foreach (var gone in known.Keys.Except(policy.Apis.Concat(routes.Table.Apis).Select(api => api.UpstreamTls).OfType<UpstreamTls>()))
        {
            known.TryRemove(gone, out _);
        }

        return mistakes.Count == 0 ? null : string.Join("; ", mistakes);
    }

    private void Say(ServiceCredential one)
    {
        if (one.Mistake is { } mistake)
        {
            LogBad(logger, one.Api, mistake);
        }
        else if (one.Current.Certificate is { TargetCertificate: var certificate })
        {
            LogCertificate(logger, one.Api, certificate.Subject, certificate.NotAfter.ToUniversalTime());
        }
        else
        {
            LogCa(logger, one.Api, one.Current.Ca!.Count);
        }
    }

    [LoggerMessage(4011, LogLevel.Information, "API {Api}: its service is shown the certificate {Subject}, good until {Until:O}")]
    private static partial void LogCertificate(ILogger logger, string api, string subject, DateTime until);

    [LoggerMessage(4012, LogLevel.Information, "API {Api}: its service is known by {Count} certificates of CaFile")]
    private static partial void LogCa(ILogger logger, string api, int count);

    [LoggerMessage(4013, LogLevel.Error, "API {Api}: the files of UpstreamTls are not usable, the last good ones stay in use: {Why}")]
    private static partial void LogBad(ILogger logger, string api, string why);
}
