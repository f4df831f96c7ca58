using System.Collections.Immutable;

namespace Gateway.Authentication.Keys;

/// <summary>How it stands with one issuer, for those who run the gateway. Public keys only by their names; nothing that somebody else wrote but those.</summary>
/// <param name="Reachable">The last fetch brought keys.</param>
/// <param name="Available">There are keys, and they are not too old: its tokens can be verified.</param>
/// <param name="Failures">Fetches that failed since the last one that did not.</param>
/// <param name="LastError">Why the last fetch failed, from a closed list; null when it did not.</param>
internal sealed record KeysState(
    string Name,
    string Issuer,
    string Metadata,
    bool Reachable,
    bool Available,
    ImmutableArray<KeyState> Keys,
    DateTimeOffset? LastRefresh,
    DateTimeOffset? LastSuccess,
    int Failures,
    string? LastError,
    DateTimeOffset? NextRefresh);

internal sealed record KeyState(string? Kid, string Kty, string? Alg, DateTimeOffset FirstSeen, DateTimeOffset? LastUsed);
