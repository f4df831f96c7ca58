using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gateway.Authentication.Revocation;

/// <summary>The entries of one source, laid out for the question that every request asks. It never changes.</summary>
internal sealed class RevocationSet
{
    private readonly FrozenSet<Named> tokens;
    private readonly FrozenDictionary<Named, double> subjects;
    private readonly FrozenDictionary<Named, double> clients;

    public RevocationSet(IEnumerable<RevocationEntry> entries)
    {
        Entries = [.. entries.GroupBy(entry => entry.Id).Select(same => same.Aggregate((one, other) => one.And(other)))];
        tokens = Entries.Where(entry => entry.Kind == RevocationKind.Token).Select(NameOf).ToFrozenSet();
        subjects = Times(RevocationKind.Subject);
        clients = Times(RevocationKind.Client);
    }

    public ImmutableArray<RevocationEntry> Entries { get; }

    public bool Has(CallerIdentity caller) =>
        (tokens.Count > 0 && caller.TokenId is { } id && tokens.Contains(new Named(caller.Issuer.Identifier, id)))
        || (subjects.Count > 0 && caller.Subject is { } subject && IsOlder(caller, subjects, subject))
        || (clients.Count > 0 && caller.Client is { } client && IsOlder(caller, clients, client));

    /// <summary>A token that does not say when it was issued counts as older than any time.</summary>
    private static bool IsOlder(CallerIdentity caller, FrozenDictionary<Named, double> times, string value) =>
        times.TryGetValue(new Named(caller.Issuer.Identifier, value), out var time) && !(caller.IssuedAt > time);

    private static Named NameOf(RevocationEntry entry) => new(entry.Identifier, entry.Value);

    private FrozenDictionary<Named, double> Times(RevocationKind kind) => Entries
        .Where(entry => entry.Kind == kind)
        .ToFrozenDictionary(NameOf, entry => entry.IssuedBefore!.Value.ToUnixTimeMilliseconds() / 1000.0);

    private readonly record struct Named(string Issuer, string Value);
}
