using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Authentication.Keys;

/// <summary>
/// The public keys of one issuer. Requests that name a known key never wait; a fetch that fails, or brings nothing usable, changes
/// nothing; one that succeeds replaces the set as a whole, so that a key which left it is refused from then on.
/// </summary>
internal sealed class IssuerKeys(Issuer issuer, Backchannel backchannel, TimeProvider clock, ILogger<IssuerKeys> logger)
{
    /// <summary>A key does not become untrusted because its issuer is away; but neither is it trusted for ever.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromHours(24);

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1500);

    /// <summary>Requests that may wait for a fetch at once: more than a rotation under load brings, less than a flood would like.</summary>
    private const int WaitingMax = 1024;

    private readonly Lock gate = new();
    private readonly UnknownKeyBudget budget = new(clock);
    private readonly UnknownKids unknown = new(clock);
    private readonly KeysLog log = new(issuer.Name, logger);

    private volatile KeySet? current;
    private Task<bool>? fetching;
    private int waiting;
    private DateTimeOffset? lastRefresh;
    private DateTimeOffset? nextRefresh;
    private FetchFailure? lastError;
    private volatile int failures;
    private long fetched;
    private long failed;
    private volatile bool tried;

    public Issuer Issuer => issuer;

    /// <summary>Whether a first fetch has ended, well or badly.</summary>
    public bool Tried => tried;

    /// <summary>Whether there are keys to verify with. Without it a token of this issuer is neither good nor bad.</summary>
    public bool Available => Age < AgeMax;

    /// <summary>
    /// Another number whenever a key was removed or replaced. Whoever keeps what was verified keeps the number read <em>before</em> the
    /// keys were looked up, and drops it all when they differ.
    /// </summary>
    public long Generation => current?.Generation ?? 0;

    /// <summary>Fetches that failed since the last one that did not.</summary>
    public int Failures => failures;

    /// <summary>Fetches since the start that brought keys.</summary>
    public long Fetched => Interlocked.Read(ref fetched);

    /// <summary>Fetches since the start that brought none.</summary>
    public long Failed => Interlocked.Read(ref failed);

    /// <summary>Since the keys were last confirmed by their issuer; null: never.</summary>
    public TimeSpan? Age => current is { } keys ? clock.GetElapsedTime(keys.FetchedAt) : null;

    /// <summary>The key of this <c>kid</c>, compared exactly. Without a <c>kid</c> the only key, if there is exactly one.</summary>
    public ImmutableArray<IssuerKey> Find(string? kid) => current?.Find(kid) ?? [];

    /// <summary>Fetches the keys now; whoever asks while a fetch is under way waits for that one. True when it brought keys.</summary>
    public Task<bool> RefreshAsync()
    {
        lock (gate)
        {
            return fetching ??= StartFetch(forUnknownKey: false);
        }
    }

    /// <summary>
    /// A token, acceptable as far as can be told without a key, names one we do not have: the issuer may just have rotated. Asks it, within
    /// the budget for such questions, and waits 1.5 s at most; the caller then looks again. A token without a <c>kid</c> asks nothing.
    /// </summary>
    public async Task RefreshForUnknownKeyAsync(string? kid, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(kid) || kid.Length > IssuerKey.KidLengthMax)
        {
            return;
        }

        try
        {
            if (Interlocked.Increment(ref waiting) <= WaitingMax)
            {
                await AskAboutAsync(kid, cancellation);
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>Says when the next fetch in the background is due.</summary>
    public void NextRefreshIs(DateTimeOffset due)
    {
        lock (gate)
        {
            nextRefresh = due;
        }
    }

    public KeysState Describe()
    {
        lock (gate)
        {
            return new KeysState(
                issuer.Name,
                issuer.Identifier,
                issuer.Metadata.AbsoluteUri,
                Reachable: tried && failures == 0,
                Available,
                [.. (current?.All ?? []).Select(key => new KeyState(key.Kid, key.Kty, key.Alg, key.FirstSeen, key.LastUsed))],
                lastRefresh,
                current?.FetchedAtUtc,
                failures,
                lastError?.ToString(),
                nextRefresh);
        }
    }

    private async Task AskAboutAsync(string kid, CancellationToken cancellation)
    {
        var arrived = clock.GetTimestamp();
        Task<bool>? underWay;
        lock (gate)
        {
            if (IsAnswered(kid))
            {
                return;
            }

            underWay = fetching;
        }

        // A fetch that had left before this token came may have missed the key: if it did, that proves nothing, and one more may be made.
        if (underWay is not null && (!await EndsAsync(underWay) || !Find(kid).IsEmpty))
        {
            return;
        }

        Task<bool> fetch;
        lock (gate)
        {
            if (fetching is null && (IsAnswered(kid) || !budget.TryTake()))
            {
                return;
            }

            fetch = fetching ??= StartFetch(forUnknownKey: true);
        }

        // Only an answer says that a key does not exist. Without one, and without the budget for a question, the next token asks again.
        if (await EndsAsync(fetch) && await fetch && Find(kid).IsEmpty)
        {
            lock (gate)
            {
                unknown.Add(kid);
            }
        }

        async Task<bool> EndsAsync(Task ends)
        {
            var left = Patience - clock.GetElapsedTime(arrived);
            if (left > TimeSpan.Zero)
            {
                await ends.WaitAsync(left, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return ends.IsCompleted;
        }
    }

    /// <summary>
    /// To be called under the lock. Whether the issuer has already said yes or no: a fetch may have ended between the look that missed the
    /// key and the lock, and another one would bring nothing.
    /// </summary>
    private bool IsAnswered(string kid) => !Find(kid).IsEmpty || unknown.Contains(kid);

    /// <summary>To be called under the lock; the work itself is done outside.</summary>
    private Task<bool> StartFetch(bool forUnknownKey) => Task.Run(async () =>
    {
        try
        {
            var (set, failure) = await backchannel.FetchAsync(issuer);
            if (set is not null)
            {
                log.Unused(set.Unused);
            }

            return set is { Keys.IsEmpty: false } ? Take(set, forUnknownKey) : Fail(failure);
        }
        catch (Exception surprise)
        {
            // Whatever it was: the keys stay as they are, and the next fetch comes.
            log.Surprise(surprise);
            return Fail(new FetchFailure(IssuerDocument.KeySet, FetchFault.Internal));
        }
    });

    private bool Take(PublishedKeySet published, bool forUnknownKey)
    {
        lock (gate)
        {
            var keys = new KeySet(published, current, clock.GetTimestamp(), clock.GetUtcNow());
            current = keys;
            if (keys.Added > 0)
            {
                unknown.Clear();
                if (forUnknownKey)
                {
                    budget.WasFruitful();
                }
            }

            // The issuer has just said that these are gone: the tokens still about that name them are no reason to ask it again.
            foreach (var gone in keys.Removed.Where(key => key.Kid is not null && keys.Find(key.Kid).IsEmpty))
            {
                unknown.Add(gone.Kid!);
            }

            log.Fetched(keys, failures);
            failures = 0;
            fetched++;
            Ended(null);
        }

        return true;
    }

    private bool Fail(FetchFailure failure)
    {
        lock (gate)
        {
            log.Failed(failure, lastError);
            log.TooOld(current is not null && !Available);
            failures++;
            failed++;
            Ended(failure);
        }

        return false;
    }

    private void Ended(FetchFailure? failure)
    {
        lastError = failure;
        lastRefresh = clock.GetUtcNow();
        tried = true;
        fetching = null;
    }
}
