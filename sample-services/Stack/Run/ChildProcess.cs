using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Stack.Run;

/// <summary>One of the repository's programs, running as a process of its own, and what it prints. Disposing ends it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int LinesKept = 200;

    private readonly Process process;
    private readonly ConcurrentQueue<string> printed = new();
    private TextWriter? shownOn;

    private ChildProcess(string name, Process process)
    {
        Name = name;
        this.process = process;
    }

    public string Name { get; }

    public bool HasEnded => process.HasExited;

    public string Printed => string.Join('\n', printed);

    /// <param name="project">The folder of the project, from the repository's root; its program was built with this one.</param>
    public static ChildProcess Start(string name, string project, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> variables)
    {
        var program = Path.Combine(Repository.Root, project, Repository.BuildOutput, Path.GetFileName(project) + ".dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Whatever is set for other programs of this user, these listen where they are told to.
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (variable, value) in variables)
        {
            start.Environment[variable] = value;
        }

        var child = new ChildProcess(name, new Process { StartInfo = start });
        child.process.OutputDataReceived += child.Keep;
        child.process.ErrorDataReceived += child.Keep;
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Prints what comes from now on.</summary>
    public void ShowOn(TextWriter output) => shownOn = output;

    public Task WaitForEndAsync(CancellationToken cancellation) => process.WaitForExitAsync(cancellation);

    public void Dispose()
    {
        if (!process.HasExited && !EndsWhenAsked())
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    /// <summary>Asked as a container engine asks, so that it can put away what it made; where that cannot be done, or lasts, it is killed.</summary>
    private bool EndsWhenAsked()
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        return process.WaitForExit(TimeSpan.FromMilliseconds(1200));
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            printed.Enqueue(text);
            while (printed.Count > LinesKept)
            {
                printed.TryDequeue(out _);
            }

            shownOn?.WriteLine($"{Name} | {text}");
        }
    }
}
