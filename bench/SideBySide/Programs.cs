using System.Diagnostics;

namespace Gateway.SideBySide;

/// <summary>The programs in .NET that are measured.</summary>
internal static class Programs
{
    private static readonly (string Name, string Project)[] Published = [("Gateway", "gateway/Gateway"), ("YarpPeer", "bench/peers/Yarp")];

    /// <param name="readyToRun">
    /// Compiled for this machine beforehand, once <see cref="PublishReadyToRunAsync"/> has done so. Otherwise as they were built with this program,
    /// beside which they lie.
    /// </param>
    public static string PathOf(string name, bool readyToRun = false) =>
        readyToRun ? Repository.PathOf($"artifacts/bench/{name}/{name}.dll") : Path.Combine(AppContext.BaseDirectory, $"{name}.dll");

    public static async Task PublishReadyToRunAsync(TextWriter progress)
    {
        await progress.WriteLineAsync($"Publishing {string.Join(" and ", Published.Select(program => program.Name))}, ready to run");
        await Task.WhenAll(Published.Select(program => PublishAsync(program.Name, program.Project)));
    }

    private static async Task PublishAsync(string name, string project)
    {
        // Restoring for one kind of machine would write that into the lock files of the repository.
        string[] arguments =
        [
            "publish", Repository.PathOf(project), "--configuration", "Release", "--runtime", "linux-x64", "--self-contained", "false",
            "-p:PublishReadyToRun=true", "-p:RestorePackagesWithLockFile=false", "-p:NuGetLockFilePath=none", "-p:RestoreLockedMode=false", "-p:RunAnalyzers=false",
            "--artifacts-path", Repository.PathOf($"artifacts/bench/build/{name}"), "--output", Repository.PathOf($"artifacts/bench/{name}"),
            "--verbosity", "quiet", "--nologo",
        ];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new BenchmarkException(output);
        }
    }
}
