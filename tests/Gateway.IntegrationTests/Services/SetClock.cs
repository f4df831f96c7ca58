namespace Gateway.IntegrationTests.Services;

/// <summary>A clock that stands where a test set it.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
