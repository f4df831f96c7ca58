using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Gateway.Testing;

/// <summary>Waits for what has to come: two minutes, for a machine may be busy, and then the test fails.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static Task IsSoAsync(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        IsSoAsync(() => Task.FromResult(isSo()), what);

    public static async Task IsSoAsync(Func<Task<bool>> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "")
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(waited.Elapsed < Patience, $"It did not become so: {what}");
            await Task.Delay(Pause);
        }
    }
}
