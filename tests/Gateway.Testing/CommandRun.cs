using Gateway.Tools;

namespace Gateway.Testing;

/// <summary>One run of the command line, in this process: what it printed and how it ended.</summary>
public sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] args) => OfAsync("", args);

    /// <param name="input">What stands on standard input.</param>
    public static async Task<CommandRun> OfAsync(string input, string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var from = new StringReader(input);
        var exitCode = await CommandLine.RunAsync(args, new Terminal(output, error, from, Color: false));
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
