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
/// use stay, and a flood of tokens that are seen once passes through without growing anything.
/// </para>
/// </summary>
internal sealed class VerifiedTokens(TimeProvider clock, int entriesMax = 100_000, long bytesMax = 64 * 1024 * 1024)
{
    /// <summary>Nothing is believed longer than this on the strength of one verification.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);

    private readonly Lock turning = new();
    private volatile Generation young = new();
    private volatile Generation old = new();

    /// <summary>How many are kept now.</summary>
    public int Count => young.Count + old.Count;

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
            if (!old.Entries.TryGetValue(token, out found))
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
        found = null;
        return false;
    }

    /// <param name="keyGeneration">Read before the signature was verified: a key that went meanwhile makes the entry stale at once.</param>
    /// <param name="tokenChars">The token's length.</param>
    public VerifiedToken Keep(TokenHash token, CallerIdentity caller, TrustedIssuer issuer, long keyGeneration, int tokenChars)
    {
        var entry = new VerifiedToken(caller, issuer, keyGeneration, clock.GetUtcNow() + AgeMax, EstimateBytes(tokenChars));
        Add(token, entry);
        return entry;
    }

    /// <summary>Claims, scopes and header values are each about as long as the part of the token they come from; the rest is objects.</summary>
    private static int EstimateBytes(int tokenChars) => 1536 + (3 * tokenChars);

    private void Add(TokenHash token, VerifiedToken entry)
    {
        var generation = young;
        if (generation.Entries.TryAdd(token, entry))
        {
            var bytes = Interlocked.Add(ref generation.Bytes, entry.Bytes);
            var count = Interlocked.Increment(ref generation.Count);
            if (bytes >= bytesMax / 2 || count >= entriesMax / 2)
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
}
