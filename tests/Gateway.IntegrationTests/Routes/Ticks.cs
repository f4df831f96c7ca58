using Gateway.Routes;

namespace Gateway.IntegrationTests.Routes;

/// <summary>Time for those that look at a file.</summary>
internal static class Ticks
{
    /// <summary>Lets time pass, a second each time that the file has been looked at, until it is so.</summary>
    public static Task UntilAsync(FileWatch watch, SettableClock clock, Func<Task<bool>> isSo) => Eventually.IsSoAsync(() =>
    {
        if (watch.LookedAt == clock.GetUtcNow())
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        return isSo();
    });
}
