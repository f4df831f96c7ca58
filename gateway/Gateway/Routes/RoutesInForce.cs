namespace Gateway.Routes;

/// <summary>
/// The policy that decides now. It changes as a whole or not at all. A request belongs to the policy whose operation routing gave it, and
/// goes on under that one to its end, whatever comes into force meanwhile.
/// </summary>
internal sealed class RoutesInForce
{
    private readonly RouteTableProvider yarp;
    private readonly TimeProvider clock;
    private readonly List<Func<RouteTable, string?>> conditions = [];
    private readonly List<Func<RouteTable, Task>> preparations = [];
    private volatile State state;

    public RoutesInForce(RouteTable table, RouteTableProvider yarp, TimeProvider clock)
    {
        this.yarp = yarp;
        this.clock = clock;
        state = new State(table, clock.GetUtcNow());
    }

    public RouteTable Table => state.Table;

    public DateTimeOffset Since => state.Since;

    /// <summary>What a stage needs on this machine for a policy: null, or why it cannot be had. To be said while the gateway is built.</summary>
    public void OnlyIf(Func<RouteTable, string?> condition) => conditions.Add(condition);

    /// <summary>What a stage has to have ready before the first request can meet a new policy. To be said while the gateway is built.</summary>
    public void BeforeChange(Func<RouteTable, Task> prepare) => preparations.Add(prepare);

    /// <summary>Null when it is in force now; else why it is not, and what was in force still is. One at a time.</summary>
    public async Task<(string Code, string Why)?> ChangeAsync(RouteTable next)
    {
        if (string.Join("; ", conditions.Select(condition => condition(next)).OfType<string>()) is { Length: > 0 } lacking)
        {
            return (MistakeCode.UnusableFile, lacking);
        }

        foreach (var prepare in preparations)
        {
            await prepare(next);
        }

        if (await yarp.PublishAsync(next) is { } refused)
        {
            return (MistakeCode.YarpRefuses, refused.Message);
        }

        state = new State(next, clock.GetUtcNow());
        return null;
    }

    private sealed record State(RouteTable Table, DateTimeOffset Since);
}
