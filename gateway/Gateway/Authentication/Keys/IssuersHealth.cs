using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Authentication.Keys;

/// <summary>
/// Not ready until every issuer has been asked once. An issuer that could not be reached afterwards does not make the gateway unready: its
/// routes answer 503 and the others work; it shows as degraded.
/// </summary>
internal sealed class IssuersHealth(TrustedIssuers issuers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = issuers.All.ToDictionary(i => i.Issuer.Name, i => (object)State(i.Keys));
        return Task.FromResult(
            !issuers.All.All(i => i.Keys.Tried) ? HealthCheckResult.Unhealthy("not every issuer has been asked yet", data: data)
            : !issuers.All.All(i => i.Keys.Available) ? HealthCheckResult.Degraded("an issuer could not be reached", data: data)
            : issuers.All.Any(i => i.Keys.Failures > 0) ? HealthCheckResult.Degraded("an issuer does not answer; its last keys are used", data: data)
            : HealthCheckResult.Healthy(data: data));
    }

    private static string State(IssuerKeys keys) =>
        !keys.Tried ? "not asked yet" : !keys.Available ? "unreachable" : keys.Failures > 0 ? "available, but not answering" : "available";
}
