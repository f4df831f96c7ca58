namespace Gateway.IntegrationTests.DevAuthority;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class SettableClock : TimeProvider
{
    internal DateTimeOffset Now { get; private set; } = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    internal void Advance(TimeSpan time) => Now += time;
}
