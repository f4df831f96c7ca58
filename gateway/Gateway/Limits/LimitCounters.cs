using Gateway.Routes;

namespace Gateway.Limits;

/// <summary>
/// Counts requests by limit and caller, in windows that begin with a caller's first request. The memory is fixed: a caller is a 64-bit hash
/// under a key that nobody knows, and has a place in one of <see cref="Ways"/> slots. When all of those count, the one that has counted least
/// gives way: whoever calls much stays counted, however many others there are, and nobody is refused for what others did.
/// </summary>
internal sealed class LimitCounters(TimeProvider clock)
{
    public const int SlotsMax = 1 << 16;

    private const int Ways = 8;
    private const int LocksMax = 256;

    private readonly long start = clock.GetTimestamp();
    private readonly Slot[] slots = new Slot[SlotsMax];
    private readonly Lock[] locks = [.. Enumerable.Range(0, LocksMax).Select(_ => new Lock())];

    /// <summary>Counts a request, unless it is one too many.</summary>
    public LimitState Take(RateLimit limit, string caller)
    {
        var hash = Hash(limit, caller);
        var now = clock.GetElapsedTime(start);
        lock (LockOf(hash))
        {
            ref var slot = ref Find(hash, now);
            if (slot.Hash != hash || slot.End <= now)
            {
                slot = new Slot { Hash = hash, End = now + limit.Per };
            }

            var remaining = slot.Count < limit.Permits ? limit.Permits - ++slot.Count : -1;
            return new LimitState(limit, remaining, (int)Math.Ceiling((slot.End - now).TotalSeconds));
        }
    }

    /// <summary>Of a request that went no further.</summary>
    public void GiveBack(RateLimit limit, string caller)
    {
        var hash = Hash(limit, caller);
        lock (LockOf(hash))
        {
            foreach (ref var slot in Set(hash))
            {
                if (slot.Hash == hash && slot.Count > 0)
                {
                    slot.Count--;
                }
            }
        }
    }

    /// <summary>The caller's own slot; else one that does not count any more; else the one that has counted least.</summary>
    private ref Slot Find(ulong hash, TimeSpan now)
    {
        var set = Set(hash);
        ref var found = ref set[0];
        foreach (ref var slot in set)
        {
            if (slot.Hash == hash)
            {
                return ref slot;
            }

            if (found.End > now && (slot.End <= now || slot.Count < found.Count))
            {
                found = ref slot;
            }
        }

        return ref found;
    }

    private Span<Slot> Set(ulong hash) => slots.AsSpan((int)(hash % (SlotsMax / Ways)) * Ways, Ways);

    private Lock LockOf(ulong hash) => locks[hash % LocksMax];

    /// <summary>
    /// .NET hashes strings (Marvin) under a key that each process draws anew, so nobody can choose whom he is taken for. It gives 32 bits of one
    /// text; the same words in another order give 32 more.
    /// </summary>
    private static ulong Hash(RateLimit limit, string caller) => ((ulong)Hash(limit.Name, caller) << 32) | Hash(caller, limit.Name);

    private static uint Hash(string first, string second)
    {
        Span<char> room = stackalloc char[256];
        return (uint)(room.TryWrite($"{first}\n{second}", out var length)
            ? string.GetHashCode(room[..length])
            : string.GetHashCode($"{first}\n{second}"));
    }

    private struct Slot
    {
        public ulong Hash;

        /// <summary>Never is always over.</summary>
        public TimeSpan End;

        public int Count;
    }
}
