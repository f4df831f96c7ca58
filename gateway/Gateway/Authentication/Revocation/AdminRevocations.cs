namespace Gateway.Authentication.Revocation;

/// <summary>
/// The revocations made on the admin listener: in force when the answer goes out, in this instance, until it ends. What has to outlast it
/// belongs into the file.
/// </summary>
internal sealed class AdminRevocations(Revocations revocations)
{
    public const string Source = "admin";

    private readonly Lock gate = new();

    /// <summary>The entry as it is now in force; null when there is no room for another.</summary>
    public RevocationEntry? Add(RevocationEntry entry)
    {
        lock (gate)
        {
            var before = revocations.Of(Source);
            if (before.Length >= Revocations.EntriesMax && !before.Any(known => known.Id == entry.Id))
            {
                return null;
            }

            var after = new RevocationSet([.. before, entry]);
            revocations.Publish(Source, after);
            return after.Entries.Single(known => known.Id == entry.Id);
        }
    }

    /// <summary>False when there is no such entry here.</summary>
    public bool Remove(string id)
    {
        lock (gate)
        {
            var before = revocations.Of(Source);
            if (!before.Any(entry => entry.Id == id))
            {
                return false;
            }

            revocations.Publish(Source, new RevocationSet(before.Where(entry => entry.Id != id)));
            return true;
        }
    }
}
