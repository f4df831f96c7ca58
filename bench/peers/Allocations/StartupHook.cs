using System.Runtime.InteropServices;
using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]

/// <summary>
/// Runs in a .NET process that is measured (<c>DOTNET_STARTUP_HOOKS</c>): when told to by SIGWINCH, which nobody else sends, it writes down how many
/// bytes the process has allocated so far. The name and the missing namespace are .NET's.
/// </summary>
internal static class StartupHook
{
    private static PosixSignalRegistration? registration;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("ALLOCATIONS_FILE") is { Length: > 0 } file)
        {
            registration = PosixSignalRegistration.Create(
                PosixSignal.SIGWINCH, _ => File.WriteAllText(file, $"{GC.GetTotalAllocatedBytes(precise: true)}\n"));
        }
    }
}
