using System.Collections.Concurrent;
using System.Threading.Channels;
using Gateway.Authentication.Keys;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>
/// The issuers of the policy in force and of the one before it, which requests may still belong to. An issuer that a change leaves as it
/// is keeps all that is known of it; one that changed keeps its keys, if they are the same server's and usable for the same.
/// </summary>
internal sealed class TrustedIssuers : IDisposable
{
    /// <summary>So long a change waits for the keys of an issuer that it brings; after it, that issuer's tokens are 503 until they come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly RoutesInForce routes;
    private readonly TimeProvider clock;
    private readonly ILoggerFactory logs;
    private readonly Backchannel backchannel;
    private readonly Lock adding = new();
    private readonly ConcurrentDictionary<string, TrustedIssuer> byId = new(StringComparer.Ordinal);
    private readonly Channel<IssuerKeys> added = Channel.CreateUnbounded<IssuerKeys>();

    public TrustedIssuers(RoutesInForce routes, TimeProvider clock, ILoggerFactory logs)
    {
        this.routes = routes;
        this.clock = clock;
        this.logs = logs;
        backchannel = new Backchannel(clock);
        foreach (var issuer in routes.Table.Issuers)
        {
            Of(issuer);
        }

        routes.BeforeChange(PrepareAsync);
    }

    /// <summary>Those of the policy in force.</summary>
    public IEnumerable<TrustedIssuer> All => routes.Table.Issuers.Select(Of);

    /// <summary>The keys to keep fresh, each once, as they come to be needed.</summary>
    public ChannelReader<IssuerKeys> Added => added.Reader;

    /// <summary>What is known of an issuer, which belongs to the policy of the request.</summary>
    public TrustedIssuer Of(Issuer issuer)
    {
        if (byId.TryGetValue(issuer.Id, out var known))
        {
            return known;
        }

        lock (adding)
        {
            return byId.TryGetValue(issuer.Id, out known) ? known : Add(issuer);
        }
    }

    /// <summary>Whether keys are still anybody's.</summary>
    public bool Use(IssuerKeys keys) => byId.Values.Any(trusted => trusted.Keys == keys);

    public void Dispose()
    {
        foreach (var trusted in byId.Values)
        {
            trusted.Opaque?.Dispose();
        }

        backchannel.Dispose();
    }

    private async Task PrepareAsync(RouteTable next)
    {
        var keys = next.Issuers.Select(issuer => Of(issuer).Keys).ToList();
        foreach (var id in byId.Keys.Except(next.Issuers.Concat(routes.Table.Issuers).Select(issuer => issuer.Id)))
        {
            if (byId.TryRemove(id, out var gone))
            {
                gone.Opaque?.Dispose();
            }
        }

        Task untried = Task.WhenAll(keys.Where(issuer => !issuer.Tried).Select(issuer => issuer.RefreshAsync()));
        await untried.WaitAsync(Patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private TrustedIssuer Add(Issuer issuer)
    {
        var same = byId.Values.FirstOrDefault(other => HasTheSameKeys(other.Issuer, issuer))?.Keys;
        var keys = same ?? new IssuerKeys(issuer, backchannel, clock, logs.CreateLogger<IssuerKeys>());
        var trusted = byId[issuer.Id] = new TrustedIssuer(issuer, keys, clock, logs);
        if (same is null)
        {
            added.Writer.TryWrite(keys);
        }

        return trusted;
    }

    /// <summary>The same server, asked for keys for the same algorithms.</summary>
    private static bool HasTheSameKeys(Issuer one, Issuer other) =>
        one.Name == other.Name
        && one.Identifier == other.Identifier
        && one.Metadata == other.Metadata
        && one.Algorithms.SequenceEqual(other.Algorithms, StringComparer.Ordinal);
}
