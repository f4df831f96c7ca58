using System.Collections.Immutable;
using Gateway.Problems;

namespace Gateway.Authentication.Revocation;

/// <summary>
/// Which tokens are no longer accepted although they have not expired. Sources publish their lists, each its own; a request asks one
/// immutable snapshot of all of them and waits for nothing.
/// </summary>
internal sealed class Revocations
{
    /// <summary>Of one source. More than that is better said by subject or client than token by token.</summary>
    public const int EntriesMax = 100_000;

    private readonly Lock gate = new();
    private ImmutableDictionary<string, RevocationSet> bySource = ImmutableDictionary<string, RevocationSet>.Empty.WithComparers(StringComparer.Ordinal);
    private volatile RevocationSet[] sets = [];
    private long version;

    /// <summary>Grows with every change, for those who keep something that depends on what is revoked.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>Null when nothing speaks against the token. To be asked on every use of it, remembered or not; allocates nothing.</summary>
    public TokenFault? Check(CallerIdentity caller)
    {
        foreach (var set in sets)
        {
            if (set.Has(caller))
            {
                return TokenFault.Revoked;
            }
        }

        return null;
    }

    /// <summary>
    /// The one way in: what a source says is revoked, from now on, in place of what it said before. A token is refused as soon as this
    /// returns. Sources do not undo each other.
    /// </summary>
    public void Publish(string source, RevocationSet list)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(list.Entries.Length, EntriesMax);
        lock (gate)
        {
            Take(source, list);
        }
    }

    /// <summary>Drops the entries whose time has passed.</summary>
    public void Forget(DateTimeOffset now)
    {
        lock (gate)
        {
            foreach (var (source, set) in bySource.Where(source => source.Value.Entries.Any(entry => entry.Until <= now)).ToList())
            {
                Take(source, new RevocationSet(set.Entries.Where(entry => !(entry.Until <= now))));
            }
        }
    }

    /// <summary>What a source has published and is not past.</summary>
    public ImmutableArray<RevocationEntry> Of(string source)
    {
        lock (gate)
        {
            return bySource.TryGetValue(source, out var set) ? set.Entries : [];
        }
    }

    /// <summary>Every entry with the source that published it.</summary>
    public IEnumerable<(string Source, RevocationEntry Entry)> All()
    {
        lock (gate)
        {
            return [.. bySource.SelectMany(source => source.Value.Entries.Select(entry => (source.Key, entry)))];
        }
    }

    private void Take(string source, RevocationSet list)
    {
        bySource = bySource.SetItem(source, list);
        sets = [.. bySource.Values.Where(set => !set.Entries.IsEmpty)];
        Interlocked.Increment(ref version);
    }
}
