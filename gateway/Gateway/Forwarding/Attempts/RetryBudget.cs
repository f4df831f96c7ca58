namespace Gateway.Forwarding.Attempts;

/// <summary>
/// How many requests of a service may be made twice: one in ten, and where there are few requests, ten in ten seconds. What fails because there is
/// too much of it is not helped by twice as much.
/// </summary>
internal sealed class RetryBudget(TimeProvider clock)
{
    private const int RequestsForOneRetry = 10;
    private const int RetriesMin = 10;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private long start = clock.GetTimestamp();
    private int requests;
    private int retries;

    public void Count()
    {
        lock (gate)
        {
            if (clock.GetElapsedTime(start) >= Window)
            {
                (start, requests, retries) = (clock.GetTimestamp(), 0, 0);
            }

            requests++;
        }
    }

    public bool TryTake()
    {
        lock (gate)
        {
            if (retries >= Math.Max(RetriesMin, requests / RequestsForOneRetry))
            {
                return false;
            }

            retries++;
            return true;
        }
    }
}
