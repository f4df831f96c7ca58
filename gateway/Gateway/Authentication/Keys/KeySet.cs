using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gateway.Authentication.Keys;

/// <summary>The keys that one fetch brought. Immutable: a request sees one set or the next, never something between.</summary>
internal sealed class KeySet
{
    private readonly FrozenDictionary<string, ImmutableArray<IssuerKey>> byKid;
    private readonly ImmutableArray<IssuerKey> only;

    /// <param name="published">What the issuer publishes now.</param>
    /// <param name="previous">
    /// What it published before. A key that is still there stays the same object, with when it was first seen and last used; one that is
    /// not there any more is gone, from this moment.
    /// </param>
    public KeySet(PublishedKeySet published, KeySet? previous, long fetchedAt, DateTimeOffset fetchedAtUtc)
    {
        ImmutableArray<IssuerKey> before = previous?.All ?? [];
        All = [.. published.Keys.Select(key => before.FirstOrDefault(key.IsSameAs) ?? key)];
        Added = All.Except(before).Count();
        Removed = [.. before.Except(All)];
        Generation = (previous?.Generation ?? 0) + (Removed.IsEmpty ? 0 : 1);
        FetchedAt = fetchedAt;
        FetchedAtUtc = fetchedAtUtc;

        byKid = All.Where(key => key.Kid is not null)
            .ToFrozenDictionary(key => key.Kid!, key => ImmutableArray.Create(key), StringComparer.Ordinal);
        only = All.Length == 1 ? All : [];
    }

    public ImmutableArray<IssuerKey> All { get; }

    /// <summary>Keys that the previous set did not have.</summary>
    public int Added { get; }

    /// <summary>Keys that the previous set had. One that was replaced under its <c>kid</c> is one removed and one added.</summary>
    public ImmutableArray<IssuerKey> Removed { get; }

    public long Generation { get; }

    /// <summary>A timestamp: the age of keys is not for the wall clock to change.</summary>
    public long FetchedAt { get; }

    public DateTimeOffset FetchedAtUtc { get; }

    public ImmutableArray<IssuerKey> Find(string? kid) =>
        string.IsNullOrEmpty(kid) ? only : byKid.TryGetValue(kid, out var found) ? found : [];
}
