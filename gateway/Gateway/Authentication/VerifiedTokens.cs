using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>
/// Tokens that were verified a moment ago, so that a signature is computed once and not with every request. Only successes are kept, and
/// only what depends on nothing but the token: whether it may do this is decided anew each time.
/// <para>
/// Bounded in entries and in bytes, by two generations: new entries go into the young one; when that is half of what is allowed it becomes
/// the old one, and the former old one is forgotten as a whole. What is asked for in the old one moves back into the young, so tokens in
/// use stay.
/// </para>
/// <para>
/// A token that has been seen once is kept for a moment only: what lives so shortly costs the garbage collector nothing, and what lives a little
/// longer costs it most. By its mark it is known when it comes again, and then it is kept. So a flood of tokens that are seen once passes through.
/// </para>
/// </summary>
internal sealed class VerifiedTokens(TimeProvider clock, int entriesMax = 100_000, long bytesMax = 64 * 1024 * 1024)
{
    /// <summary>Nothing is believed longer than this on the strength of one verification.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);

    private const int MarksMax = 1 << 16;

    /// <summary>Those of the latest: together they are 2 MB at most.</summary>
    private const int LatestBytesMax = 8 * 1024;

    /// <summary>Each token has one place where it can be, and the next one that has the same place takes it.</summary>
    private readonly SeenOnce?[] latest = new SeenOnce?[Math.Clamp(entriesMax / 4, 1, 256)];

    /// <summary>Of a token that has been seen, some bits of its hash.</summary>
    private readonly uint[] marks = new uint[MarksMax];

    private readonly Lock turning = new();
    private volatile Generation young = new();
    private volatile Generation old = new();

    /// <summary>How many are kept now.</summary>
    public int Count => young.Count + old.Count + latest.Count(seen => seen is not null);

    /// <summary>The estimate that <c>bytesMax</c> bounds.</summary>
    public long Bytes => young.Bytes + old.Bytes;

    /// <summary>
    /// Finds a caller whose token was verified under the keys that its issuer has now and under the rules that the file has for that issuer:
    /// those of the policy that the request belongs to, so nothing outlives a change of it.
    /// </summary>
    /// <param name="issuers">Of that policy.</param>
    public bool TryFind(TokenHash token, ImmutableArray<Issuer> issuers, [NotNullWhen(true)] out VerifiedToken? found)
    {
        if (!young.Entries.TryGetValue(token, out found))
        {
            if (!old.Entries.TryGetValue(token, out found) && !IsAmongTheLatest(token, out found))
            {
                return false;
            }

            Add(token, found);
        }

        if (found.IsBelieved(issuers, clock.GetUtcNow()))
        {
            return true;
        }

        young.Entries.TryRemove(token, out _);
        old.Entries.TryRemove(token, out _);
        PlaceOf(token) = null;
        found = null;
        return false;
    }

    /// <param name="keyGeneration">Read before the signature was verified: a key that went meanwhile makes the entry stale at once.</param>
    /// <param name="tokenChars">The token's length.</param>
    public VerifiedToken Keep(TokenHash token, CallerIdentity caller, TrustedIssuer issuer, long keyGeneration, int tokenChars)
    {
        var entry = new VerifiedToken(caller, issuer, keyGeneration, clock.GetUtcNow() + AgeMax, EstimateBytes(tokenChars));
        ref var mark = ref marks[token.B % MarksMax];
        if (mark == (uint)token.C || entry.Bytes > LatestBytesMax)
        {
            Add(token, entry);
        }
        else
        {
            mark = (uint)token.C;
            PlaceOf(token) = new SeenOnce(token, entry);
        }

        return entry;
    }

    private bool IsAmongTheLatest(TokenHash token, [NotNullWhen(true)] out VerifiedToken? found)
    {
        found = PlaceOf(token) is { } seen && seen.Hash == token ? seen.Token : null;
        return found is not null;
    }

    private ref SeenOnce? PlaceOf(TokenHash token) => ref latest[token.A % (ulong)latest.Length];

    /// <summary>Claims, scopes and header values are each about as long as the part of the token they come from; the rest is objects.</summary>
    private static int EstimateBytes(int tokenChars) => 1536 + (3 * tokenChars);

    private void Add(TokenHash token, VerifiedToken entry)
    {
        var generation = young;
        if (generation.Entries.TryAdd(token, entry))
        {
            var bytes = Interlocked.Add(ref generation.Bytes, entry.Bytes);
            var count = Interlocked.Increment(ref generation.Count);
            if (bytes >= bytesMax / 2 || count >= (entriesMax - latest.Length) / 2)
            {
                Turn(generation);
            }
        }
    }

    private void Turn(Generation full)
    {
        lock (turning)
        {
            if (young == full)
            {
                old = full;
                young = new Generation();
            }
        }
    }

    private sealed class Generation
    {
        public long Bytes;

        /// <summary>Counted here, because the dictionary locks all of itself to count.</summary>
        public int Count;

        public readonly ConcurrentDictionary<TokenHash, VerifiedToken> Entries = new();
    }

    private sealed record SeenOnce(TokenHash Hash, VerifiedToken Token);
}
