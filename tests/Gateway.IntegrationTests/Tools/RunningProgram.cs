using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gateway.IntegrationTests.Tools;

/// <summary>A program of the repository as a process of its own, as a user runs it. Disposing kills what is left of it.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();

    private RunningProgram(Process process) => this.process = process;

    public string Output => string.Join('\n', output);

    public string Errors => string.Join('\n', errors);

    public int Id => process.Id;

    public static RunningProgram Start(
        string project, string[] arguments, string? directory = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = Path.Combine(Repository.Root, project, Repository.BuildOutput, Path.GetFileName(project) + ".dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = directory ?? Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in environment ?? new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development" })
        {
            start.Environment[name] = value;
        }

        var running = new RunningProgram(new Process { StartInfo = start });
        running.process.OutputDataReceived += (_, line) => Keep(running.output, line);
        running.process.ErrorDataReceived += (_, line) => Keep(running.errors, line);
        running.process.Start();
        running.process.BeginOutputReadLine();
        running.process.BeginErrorReadLine();
        return running;
    }

    /// <summary>The exit code, once it has ended by itself.</summary>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>Until it has printed this; fails if it ends before.</summary>
    public async Task UntilPrintedAsync(string text)
    {
        var ended = process.WaitForExitAsync(); // and all that it has printed is here
        await Eventually.IsSoAsync(() => ended.IsCompleted || Output.Contains(text, StringComparison.Ordinal), text);
        Assert.True(Output.Contains(text, StringComparison.Ordinal), $"It ended with {Output}{Errors}");
    }

    /// <summary>Asks it to end, as a container engine does, and as Ctrl-C does.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> TerminateAsync()
    {
        var took = Stopwatch.StartNew();
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        var exitCode = await EndAsync();
        return (exitCode, took.Elapsed);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            lines.Enqueue(text);
        }
    }
}
