using System.Diagnostics;

namespace Gateway.CostTests;

/// <summary>
/// The short form of <c>bench/run.sh</c>. Only ratios to bare YARP count, measured in turns on the same machine, and only a gross change of one:
/// above twice what <c>bench/ratios.json</c> has in every round, and when it is measured once more.
/// </summary>
public sealed class RatioTests
{
    /// <summary>Not of this build, which may be one for debugging: that is never compiled well.</summary>
    private static readonly string[] Measure =
        ["run", "--project", Repository.PathOf("bench/SideBySide"), "--configuration", "Release", "--", "--short", "--compare"];

    [SkippableFact]
    public async Task No_request_costs_twice_what_it_did()
    {
        Prerequisites.Require();
        var start = new ProcessStartInfo("dotnet", Measure) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var measurement = Process.Start(start)!;
        var output = measurement.StandardOutput.ReadToEndAsync();
        var progress = measurement.StandardError.ReadToEndAsync();
        await measurement.WaitForExitAsync();
        Assert.True(measurement.ExitCode == 0, $"{await output}\n{await progress}");
    }
}
