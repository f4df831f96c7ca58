namespace Gateway.Tools;

/// <summary>A clock that says one time, for <c>--at</c>. What waits for something still waits by the real one.</summary>
internal sealed class StillClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
