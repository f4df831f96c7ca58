namespace Gateway.Authentication.Keys;

/// <summary>
/// The <c>kid</c>s that the issuer was asked about and does not have: for a minute they are not asked about again. Bounded, and a flood
/// pushes nothing out: what finds no room is simply not remembered, and the budget holds it.
/// Not safe for threads: its owner has a lock.
/// </summary>
internal sealed class UnknownKids(TimeProvider clock)
{
    public const int CountMax = 1024;

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, long> since = new(StringComparer.Ordinal);

    public int Count => since.Count;

    public bool Contains(string kid) => since.TryGetValue(kid, out var added) && clock.GetElapsedTime(added) < Remembered;

    public void Add(string kid)
    {
        if (since.Count >= CountMax)
        {
            foreach (var (old, added) in since)
            {
                if (clock.GetElapsedTime(added) >= Remembered)
                {
                    since.Remove(old);
                }
            }
        }

        if (since.Count < CountMax || since.ContainsKey(kid))
        {
            since[kid] = clock.GetTimestamp();
        }
    }

    public void Clear() => since.Clear();
}
