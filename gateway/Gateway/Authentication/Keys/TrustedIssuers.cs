using System.Collections.Frozen;
using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Authentication.Keys;

/// <summary>The issuers of the routes file, each with its keys, found by the exact <c>iss</c>.</summary>
internal sealed class TrustedIssuers : IDisposable
{
    private readonly Backchannel backchannel;
    private readonly FrozenDictionary<string, TrustedIssuer> byIdentifier;

    public TrustedIssuers(RouteTable table, TimeProvider clock, ILogger<IssuerKeys> logger)
    {
        backchannel = new Backchannel(clock);
        All = [.. table.Issuers.Select(issuer => new TrustedIssuer(issuer, new IssuerKeys(issuer, backchannel, clock, logger)))];
        byIdentifier = All.ToFrozenDictionary(trusted => trusted.Issuer.Identifier, StringComparer.Ordinal);
    }

    public ImmutableArray<TrustedIssuer> All { get; }

    /// <summary>Null when no such issuer is trusted.</summary>
    public TrustedIssuer? Find(string identifier) => byIdentifier.GetValueOrDefault(identifier);

    public void Dispose() => backchannel.Dispose();
}
