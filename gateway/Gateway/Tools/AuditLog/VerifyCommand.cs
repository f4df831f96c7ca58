using System.CommandLine;
using System.Text;

namespace Gateway.Tools.AuditLog;

/// <summary><c>Gateway audit-log verify FILE</c>.</summary>
internal sealed class VerifyCommand
{
    private readonly Terminal terminal;
    private readonly Argument<string> file = new("FILE") { Description = "The audit log." };
    private readonly Option<string?> has = new("--has")
    {
        Description = "The last hash that an earlier verification printed: it has to be in the log still.",
        HelpName = "HASH",
    };

    private readonly Option<OutputFormat> format = Results.FormatOption(OutputFormat.Text, OutputFormat.Json);

    private VerifyCommand(Command verb, Terminal terminal)
    {
        this.terminal = terminal;
        verb.Arguments.Add(file);
        verb.Options.Add(has);
        verb.Options.Add(format);
        verb.SetAction((line, cancellation) => RunAsync(line, cancellation));
    }

    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "verify", "Say whether a line was changed, removed, added or moved, and print the hash that shows later whether the end was cut off.");
        _ = new VerifyCommand(verb, terminal);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        VerifiedLog verified;
        try
        {
            // Byte for byte, as it was hashed.
            verified = VerifiedLog.Of(await File.ReadAllTextAsync(line.GetValue(file)!, Encoding.Latin1, cancellation), line.GetValue(has));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(unreadable.Message);
            return ExitCode.CannotAnswer;
        }

        if (line.GetValue(format) == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, verified);
        }
        else
        {
            WriteText(verified);
        }

        return verified.Holds ? ExitCode.Yes : ExitCode.No;
    }

    private void WriteText(VerifiedLog verified)
    {
        terminal.Out.WriteLine(verified.BrokenAt is { } broken
            ? $"Line {broken} does not continue the one before it: it, or what was there, has been changed, removed, added or moved."
            : "Every line continues the one before it.");
        if (verified.HasRemembered == false)
        {
            terminal.Out.WriteLine("The remembered hash is not in it: lines at its end have been cut off, or it is another log.");
        }

        terminal.Out.WriteLine($"{verified.Lines} lines hold; the last has the hash {verified.LastHash}");
    }
}
