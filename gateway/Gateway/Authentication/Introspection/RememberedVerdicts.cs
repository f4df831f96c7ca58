namespace Gateway.Authentication.Introspection;

/// <summary>
/// Verdicts that may be used again for a while, bounded in number and in bytes; the one that was not used for longest goes first, so that a
/// flood of new tokens cannot grow it.
/// </summary>
internal sealed class RememberedVerdicts(int countMax, long bytesMax)
{
    /// <summary>Keys, nodes and an identity with its sets, roughly.</summary>
    private const int EntryBytes = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<TokenHash, LinkedListNode<Entry>> byKey = [];
    private readonly LinkedList<Entry> byUse = [];
    private long bytes;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return byKey.Count;
            }
        }
    }

    public Verdict? Find(TokenHash key, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!byKey.TryGetValue(key, out var node))
            {
                return null;
            }

            if (now >= node.Value.Until)
            {
                Remove(node);
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Verdict;
        }
    }

    public void Keep(TokenHash key, Verdict verdict, int sizeBytes, DateTimeOffset until)
    {
        lock (gate)
        {
            if (byKey.TryGetValue(key, out var older))
            {
                Remove(older);
            }

            // The parsed answer is held with its text and an index of it.
            var entry = new Entry(key, verdict, EntryBytes + (2L * sizeBytes), until);
            byKey[key] = byUse.AddFirst(entry);
            bytes += entry.Bytes;
            while (byKey.Count > countMax || bytes > bytesMax)
            {
                Remove(byUse.Last!);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        byUse.Remove(node);
        byKey.Remove(node.Value.Key);
        bytes -= node.Value.Bytes;
    }

    private sealed record Entry(TokenHash Key, Verdict Verdict, long Bytes, DateTimeOffset Until);
}
