namespace Gateway.SideBySide;

/// <summary>
/// How long, over all, a run may wait for a quiet machine or try again what was disturbed. On a machine that others use all the time it has an end,
/// and the table says how disturbed it was.
/// </summary>
internal sealed class Patience(TimeSpan limit)
{
    private TimeSpan spent;

    public bool Left => spent < limit;

    public void Spend(TimeSpan time) => spent += time;
}
