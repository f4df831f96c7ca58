using System.Collections.Frozen;
using Gateway.Downstream.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Downstream.Keys;

/// <summary>
/// The gateway's public keys. Requests that name a known key never wait; a fetch that fails, or brings nothing usable, changes nothing; one
/// that succeeds replaces the set as a whole, so that a key which left it is refused from then on.
/// </summary>
internal sealed class GatewayKeys
{
    /// <summary>A key does not become untrusted because the gateway is away; but neither is it trusted for ever.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromHours(24);

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1500);

    private readonly KeyFetch fetch;
    private readonly TimeProvider clock;
    private readonly KeysLog log;
    private readonly FetchBudget budget;
    private readonly Lock gate = new();

    private volatile KeySet? current;
    private Task? fetching;
    private volatile int failures;

    public GatewayKeys(KeyFetch fetch, GatewayIdentityOptions options, ILogger<GatewayKeys> logger, TestCallersKey? tests = null)
    {
        this.fetch = fetch;
        clock = options.TimeProvider!;
        log = new(logger);
        budget = new(clock);
        current = tests is null ? null : new([KeyValuePair.Create(tests.Key.KeyId, tests.Key)], null);
    }

    /// <summary>Whether there are keys to verify with. Without them an assertion is neither good nor bad.</summary>
    public bool Available => current is { } keys && (keys.FetchedAt is not { } at || clock.GetElapsedTime(at) < AgeMax);

    /// <summary>Whether there is anybody to fetch them from: not in tests, and not where plain headers have to do.</summary>
    public bool AreFetched => fetch.HasAddress && current is not { FetchedAt: null };

    /// <summary>Fetches that failed since the last one that did not.</summary>
    public int Failures => failures;

    /// <summary>Whether this <c>kid</c>, compared exactly, names a key that may be used.</summary>
    public bool Know(string kid) => Available && Find(kid) is not null;

    public SecurityKey? Find(string? kid) => kid is null ? null : current?.ByKid.GetValueOrDefault(kid);

    /// <summary>Fetches the keys now; whoever asks while a fetch is under way waits for that one.</summary>
    public Task RefreshAsync()
    {
        lock (gate)
        {
            return fetching ??= StartFetch();
        }
    }

    /// <summary>
    /// An assertion, acceptable as far as can be told without a key, names one we do not have: the gateway may just have rotated, or just
    /// have come up. Asks it, within the budget for such questions, and waits 1.5 s at most; the caller then looks again.
    /// </summary>
    public async Task AskForAsync(string kid, CancellationToken cancellation)
    {
        if (!AreFetched)
        {
            return;
        }

        var arrived = clock.GetTimestamp();
        if (Volatile.Read(ref fetching) is { } underWay)
        {
            // It may have left before the key was published: if so it proves nothing, and one more may be made.
            await EndOfAsync(underWay);
        }

        Task asked;
        lock (gate)
        {
            // Someone may have asked between the look that missed the key and the lock.
            if (Know(kid) || (fetching is null && !budget.TryTake()))
            {
                return;
            }

            asked = fetching ??= StartFetch();
        }

        await EndOfAsync(asked);

        async Task EndOfAsync(Task ends)
        {
            var left = Patience - clock.GetElapsedTime(arrived);
            if (left > TimeSpan.Zero)
            {
                await ends.WaitAsync(left, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// To be called under the lock; the work itself is done outside, and is no part of the request that asked first: all share it.
    /// </summary>
    private Task StartFetch()
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(FetchAsync);
        }
    }

    private async Task FetchAsync()
    {
        try
        {
            var (keys, dropped, fault) = await fetch.FetchAsync();
            lock (gate)
            {
                log.Dropped(dropped);
                if (keys is null)
                {
                    Failed(fault);
                }
                else
                {
                    log.Fetched(keys, current?.ByKid, failures);
                    current = new(keys, clock.GetTimestamp());
                    failures = 0;
                }

                fetching = null;
            }
        }
        catch (Exception surprise)
        {
            // Whatever it was: the keys stay as they are, and the next fetch comes.
            log.Surprise(surprise);
            lock (gate)
            {
                Failed(FetchFault.Internal);
                fetching = null;
            }
        }
    }

    private void Failed(FetchFault fault)
    {
        failures++;
        log.Failed(fault, tooOld: current is not null && !Available);
    }

    /// <param name="FetchedAt">
    /// A timestamp: the age of keys is not for the wall clock to change. Null: a key of tests, which does not age.
    /// </param>
    private sealed record KeySet(FrozenDictionary<string, SecurityKey> ByKid, long? FetchedAt)
    {
        public KeySet(KeyValuePair<string, SecurityKey>[] keys, long? fetchedAt)
            : this(keys.ToFrozenDictionary(StringComparer.Ordinal), fetchedAt)
        {
        }
    }
}
