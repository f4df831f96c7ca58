using DevAuthority.Seeds;

namespace DevAuthority.Keys;

/// <summary>
/// One key per algorithm signs; the ones before it are still published, so that tokens signed with them keep verifying
/// until the next rotation. In memory only.
/// </summary>
internal sealed class SigningKeys
{
    private readonly Lock rotating = new();
    private volatile Ring ring = new(Generate(), []);

    internal IReadOnlyList<SigningKey> Published => [.. ring.Active, .. ring.Previous];

    internal SigningKey Active(SigningAlgorithm algorithm) => ring.Active.Single(key => key.Algorithm == algorithm);

    internal bool Publishes(string id) => Published.Any(key => key.Id == id);

    internal void Rotate(bool dropPrevious)
    {
        var fresh = Generate();
        lock (rotating)
        {
            ring = new Ring(fresh, dropPrevious ? [] : ring.Active);
        }
    }

    private static SigningKey[] Generate() => [.. Enum.GetValues<SigningAlgorithm>().Select(SigningKey.Generate)];

    private sealed record Ring(SigningKey[] Active, SigningKey[] Previous);
}
