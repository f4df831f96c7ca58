namespace Gateway.Authentication.Keys;

/// <summary>
/// How often strangers may make the gateway ask an issuer: three times in a row, and once more every 10 s. Of the fetches that bring
/// nothing new, which is all that junk can cause, two in 10 s. So a flood costs the issuer next to nothing, one junk token does not use up
/// the fetch that a real rotation needs, and whatever happened, one may be made within 10 s.
/// Not safe for threads: its owner has a lock.
/// </summary>
internal sealed class UnknownKeyBudget(TimeProvider clock)
{
    private const double Burst = 3;
    private const int FruitlessMax = 2;

    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(10);

    private readonly List<long> fruitless = [];
    private double fetches = Burst;
    private long countedAt = clock.GetTimestamp();

    /// <summary>Takes a fetch if there is one. It counts as fruitless until <see cref="WasFruitful"/>.</summary>
    public bool TryTake()
    {
        var now = clock.GetTimestamp();
        fetches = Math.Min(Burst, fetches + (clock.GetElapsedTime(countedAt, now) / Refill));
        countedAt = now;
        fruitless.RemoveAll(taken => clock.GetElapsedTime(taken, now) >= Refill);
        if (fetches < 1 || fruitless.Count >= FruitlessMax)
        {
            return false;
        }

        fetches--;
        fruitless.Add(now);
        return true;
    }

    /// <summary>The fetch that was taken last brought a key that was not there before.</summary>
    public void WasFruitful() => fruitless.RemoveAt(fruitless.Count - 1);
}
