namespace Gateway.SideBySide;

/// <summary>
/// .NET compiles what is often called once more, and better; but hardly while its only processor is busy. So those that have just been started
/// are loaded in turn, and find time for it while it is the others' turn, and in the pause after that.
/// </summary>
internal static class WarmUp
{
    private const int Turns = 9;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly Wrk Load = new("/a/x", TokenChoice.One(Algorithm.Rs256));

    public static async Task RunAsync(IEnumerable<RunningPeer> started, Stage stage)
    {
        RunningPeer[] cold = [.. started.Where(peer => peer.Peer.CompilesItself)];
        for (var turn = 0; turn < Turns && cold.Length > 0; turn++)
        {
            foreach (var peer in cold)
            {
                await Load.RunAsync(peer, stage, seconds: 1);
            }

            await Task.Delay(Pause);
        }
    }
}
