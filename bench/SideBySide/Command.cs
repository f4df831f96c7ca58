using System.Diagnostics;

namespace Gateway.SideBySide;

/// <summary>How a program is started: its words, and what it finds in its environment besides.</summary>
internal sealed record Command(IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Environment)
{
    public Command(IReadOnlyList<string> words)
        : this(words, new Dictionary<string, string>())
    {
    }

    /// <summary>On one processor, with all that it prints in a file: reading it would cost this process time.</summary>
    public Process Start(int processor, string log)
    {
        // The shell, taskset and env become the program: it has the id of the process that is started here. The trap: Debian's shell hands on no
        // variable whose name has a dot, as those of log levels have; env does.
        return Process.Start(
            "sh", ["-c", "log=$1; shift; exec taskset -c \"$@\" >>\"$log\" 2>&1", "sh", log, $"{processor}", "env", .. Variables, .. Words]);
    }

    /// <summary>To its end, on one processor. What it prints on stdout; what it prints on stderr is seen.</summary>
    public async Task<string> RunAsync(int processor)
    {
        var start = new ProcessStartInfo("taskset", ["-c", $"{processor}", .. Words]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new BenchmarkException($"{string.Join(' ', Words)} ended with {process.ExitCode}:\n{output}");
    }

    private IEnumerable<string> Variables => Environment.Select(variable => $"{variable.Key}={variable.Value}");
}
