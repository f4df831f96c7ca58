using System.Diagnostics.Metrics;
using Gateway.Observability;

namespace Gateway.Authentication;

/// <summary>How the keys of the issuers are, and how many tokens are remembered: asked for when somebody collects, from the start on.</summary>
internal sealed class TokenMetrics(IMeterFactory meters, TrustedIssuers issuers, VerifiedTokens verified) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(GatewayMetrics.MeterName);
        meter.CreateObservableGauge(
            "gateway.issuer.key_age", KeyAges, "s", "Since an issuer last confirmed its keys: beyond a day they are not used.");
        meter.CreateObservableCounter("gateway.issuer.key_refreshes", Refreshes, "{fetch}", "How often an issuer was asked for its keys.");
        meter.CreateObservableGauge(
            "gateway.token_cache.entries", () => verified.Count, "{token}", "Tokens whose signature need not be computed again.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<double>> KeyAges() =>
        from issuer in issuers.All
        where issuer.Keys.Age is not null
        select new Measurement<double>(issuer.Keys.Age!.Value.TotalSeconds, Tag("issuer", issuer.Issuer.Name));

    private IEnumerable<Measurement<long>> Refreshes() => issuers.All.SelectMany(issuer => new[]
    {
        new Measurement<long>(issuer.Keys.Fetched, Tag("issuer", issuer.Issuer.Name), Tag("outcome", "fetched")),
        new Measurement<long>(issuer.Keys.Failed, Tag("issuer", issuer.Issuer.Name), Tag("outcome", "failed")),
    });

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
