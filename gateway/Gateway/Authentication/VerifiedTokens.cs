using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>
/// Tokens that were verified a moment ago, so that a signature is computed once and not with every request. Only successes are kept, and
/// only what depends on nothing but the token: whether it may do this is decided anew each time.
/// <para>
/// Bounded in entries and in bytes. When it is full the oldest has to go, unless it has been asked for since its turn came last: then it is the
/// newest again (what textbooks call a clock, or second chance). So tokens in rotation are found, as many as fit.
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

    private const int MarksMax = 1 << 17;

    /// <summary>So many places has a mark: with one, tokens in rotation that share it would be forgotten each by the other.</summary>
    private const int MarkPlaces = 4;

    /// <summary>Those of the latest: together they are 2 MB at most.</summary>
    private const int LatestBytesMax = 8 * 1024;

    /// <summary>Each token has one place where it can be, and the next one that has the same place takes it.</summary>
    private readonly SeenOnce?[] latest = new SeenOnce?[Math.Clamp(entriesMax / 4, 1, 256)];

    /// <summary>Of each token that has been seen some bits of its hash: half a megabyte.</summary>
    private readonly uint[] marks = new uint[MarksMax];

    private readonly ConcurrentDictionary<TokenHash, VerifiedToken> entries = new();

    /// <summary>Whose turn it is to go. One that went otherwise leaves its turn behind, which is found empty.</summary>
    private readonly ConcurrentQueue<TokenHash> turns = new();

    /// <summary>Counted here, because the queue and the dictionary look at all of themselves to count.</summary>
    private int turnsCount;

    private long bytes;

    /// <summary>How many are kept now.</summary>
    public int Count => entries.Count + latest.Count(seen => seen is not null);

    /// <summary>The estimate that <c>bytesMax</c> bounds.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>
    /// Finds a caller whose token was verified under the keys that its issuer has now and under the rules that the file has for that issuer:
    /// those of the policy that the request belongs to, so nothing outlives a change of it.
    /// </summary>
    /// <param name="issuers">Of that policy.</param>
    public bool TryFind(TokenHash token, ImmutableArray<Issuer> issuers, [NotNullWhen(true)] out VerifiedToken? found)
    {
        if (entries.TryGetValue(token, out found))
        {
            // Only read where it is set: processors that share a token need not take it from each other.
            if (!found.IsInUse)
            {
                found.IsInUse = true;
            }
        }
        else if (IsAmongTheLatest(token, out found))
        {
            Add(token, found);
        }
        else
        {
            return false;
        }

        if (found.IsBelieved(issuers, clock.GetUtcNow()))
        {
            return true;
        }

        Forget(token);
        PlaceOf(token) = null;
        found = null;
        return false;
    }

    /// <param name="keyGeneration">Read before the signature was verified: a key that went meanwhile makes the entry stale at once.</param>
    /// <param name="tokenChars">The token's length.</param>
    public VerifiedToken Keep(TokenHash token, CallerIdentity caller, TrustedIssuer issuer, long keyGeneration, int tokenChars)
    {
        var entry = new VerifiedToken(caller, issuer, keyGeneration, clock.GetUtcNow() + AgeMax, EstimateBytes(tokenChars));
        if (HasBeenSeen(token) || entry.Bytes > LatestBytesMax)
        {
            Add(token, entry);
        }
        else
        {
            PlaceOf(token) = new SeenOnce(token, entry);
        }

        return entry;
    }

    /// <summary>From now on it has.</summary>
    private bool HasBeenSeen(TokenHash token)
    {
        var places = marks.AsSpan((int)(token.B % (MarksMax / MarkPlaces)) * MarkPlaces, MarkPlaces);
        var mark = (uint)token.C;
        if (places.Contains(mark))
        {
            return true;
        }

        places[..^1].CopyTo(places[1..]);
        places[0] = mark;
        return false;
    }

    private bool IsAmongTheLatest(TokenHash token, [NotNullWhen(true)] out VerifiedToken? found)
    {
        found = PlaceOf(token) is { } seen && seen.Hash == token ? seen.Token : null;
        return found is not null;
    }

    private ref SeenOnce? PlaceOf(TokenHash token) => ref latest[token.A % (ulong)latest.Length];

    /// <summary>
    /// As measured: claims, the token's JSON and header values are together half as much again as the token, the rest is objects.
    /// </summary>
    private static int EstimateBytes(int tokenChars) => 1408 + (tokenChars * 3 / 2);

    private void Add(TokenHash token, VerifiedToken entry)
    {
        if (!entries.TryAdd(token, entry))
        {
            return;
        }

        Interlocked.Add(ref bytes, entry.Bytes);
        Interlocked.Increment(ref turnsCount);
        turns.Enqueue(token);
        while (IsFull && turns.TryDequeue(out var oldest))
        {
            if (entries.TryGetValue(oldest, out var candidate) && candidate.IsInUse)
            {
                candidate.IsInUse = false;
                turns.Enqueue(oldest);
            }
            else
            {
                Interlocked.Decrement(ref turnsCount);
                Forget(oldest);
            }
        }
    }

    private bool IsFull => Volatile.Read(ref turnsCount) > entriesMax - latest.Length || Interlocked.Read(ref bytes) > bytesMax;

    private void Forget(TokenHash token)
    {
        if (entries.TryRemove(token, out var forgotten))
        {
            Interlocked.Add(ref bytes, -forgotten.Bytes);
        }
    }

    private sealed record SeenOnce(TokenHash Hash, VerifiedToken Token);
}
