using System.Diagnostics;

namespace Gateway.InteropTests.Deploy;

/// <summary>A program of somebody else's that judges a file of ours.</summary>
internal static class Tool
{
    public static async Task<(int Code, string Output)> RunAsync(Prerequisites needs, string program, params string[] arguments)
    {
        needs.Require();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + error);
    }
}
