using System.Collections.Frozen;
using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>The issuers of the routes file, each with its keys, found by the exact <c>iss</c>.</summary>
internal sealed class TrustedIssuers : IDisposable
{
    private readonly HttpClient backchannel = new(new SocketsHttpHandler
    {
        // The address comes from the routes file and from nowhere else: a redirect, a proxy of the environment or a cookie would change that.
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
    })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    private readonly FrozenDictionary<string, TrustedIssuer> byIdentifier;

    public TrustedIssuers(RouteTable table, TimeProvider clock, ILogger<IssuerKeys> logger)
    {
        All = [.. table.Issuers.Select(issuer => new TrustedIssuer(issuer, new IssuerKeys(issuer, backchannel, clock, logger)))];
        byIdentifier = All.ToFrozenDictionary(trusted => trusted.Issuer.Identifier, StringComparer.Ordinal);
    }

    public ImmutableArray<TrustedIssuer> All { get; }

    /// <summary>Null when no such issuer is trusted.</summary>
    public TrustedIssuer? Find(string identifier) => byIdentifier.GetValueOrDefault(identifier);

    public void Dispose() => backchannel.Dispose();
}
