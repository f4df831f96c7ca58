namespace Gateway.Downstream.Keys;

/// <summary>
/// How often strangers may make the service ask the gateway: three times in a row, and once more every 10 s. A flood of made-up key names
/// costs the gateway next to nothing, and after any flood a real rotation is noticed within 10 s. Not safe for threads: its owner has a
/// lock.
/// </summary>
internal sealed class FetchBudget(TimeProvider clock)
{
    private const double Burst = 3;

    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(10);

    private double left = Burst;
    private long countedAt = clock.GetTimestamp();

    public bool TryTake()
    {
        var now = clock.GetTimestamp();
        left = Math.Min(Burst, left + (clock.GetElapsedTime(countedAt, now) / Refill));
        countedAt = now;
        if (left < 1)
        {
            return false;
        }

        left--;
        return true;
    }
}
