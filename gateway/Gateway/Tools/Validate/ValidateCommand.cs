using System.Collections.Immutable;
using System.CommandLine;
using Gateway.Routes;

namespace Gateway.Tools.Validate;

/// <summary>
/// <c>Gateway validate [FILE]</c>: every mistake of a routes file at once, by the code that reads it at start; what in it is legal and
/// surprising; and with <c>--online</c> whether what it names is there.
/// </summary>
internal sealed class ValidateCommand
{
    private readonly Terminal terminal;
    private readonly Argument<string?> file = new("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "The same as --routes FILE." };
    private readonly Option<bool> online = new("--online")
    {
        Description = "Ask the issuers for their documents and keys, and knock at the services. "
            + "Exit code 3 when something is not there or not as it has to be.",
    };

    private readonly Option<bool> strict = new("--strict") { Description = "Warnings count as mistakes." };
    private readonly PolicyOptions options;

    private ValidateCommand(Command verb, Terminal terminal)
    {
        this.terminal = terminal;
        verb.Arguments.Add(file);
        verb.Options.Add(online);
        verb.Options.Add(strict);
        options = PolicyOptions.AddTo(verb);
        verb.SetAction((line, _) => RunAsync(line));
    }

    public static Command Create(Terminal terminal)
    {
        var verb = new Command("validate", "Check a routes file and list every mistake, as serve would at start. Exit code 1 when there are any.");
        _ = new ValidateCommand(verb, terminal);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult line)
    {
        if ((line.GetValue(file) ?? options.File(line, terminal)) is not { } path)
        {
            return ExitCode.CannotAnswer;
        }

        var read = RouteTableReader.Read(path, options.Environment(line));
        if (read.Table is not { } table)
        {
            return Say(line, new Result(path, false, read.Mistakes, [], null, null, null), ExitCode.No);
        }

        var places = new Places(table.Text);
        var warnings = PolicyWarnings.In(table, places);
        var found = line.GetValue(online) ? await OnlineFindings.OfAsync(table, places, TimeProvider.System) : null;
        var result = new Result(path, true, [], warnings, table.Operations.Length, table.Apis.Length, found);
        return Say(line, result, found is { Wrong.IsEmpty: false } ? ExitCode.Unreachable
            : line.GetValue(strict) && !warnings.IsEmpty ? ExitCode.No
            : ExitCode.Yes);
    }

    private int Say(ParseResult line, Result result, int exitCode)
    {
        if (options.Format(line) == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, result);
            return exitCode;
        }

        foreach (var mistake in result.Mistakes)
        {
            terminal.Out.WriteLine(mistake);
        }

        Write(result.Warnings, one => $"{terminal.Yellow("warning")} {one.Code}");
        if (result.Valid)
        {
            terminal.Out.WriteLine(
                $"{terminal.Green("ok")} {result.File}: {result.Operations} operations of {result.Apis} {(result.Apis == 1 ? "API" : "APIs")}");
        }

        Write(result.Online?.Well ?? [], _ => terminal.Green("ok"));
        Write(result.Online?.Wrong ?? [], one => $"{terminal.Red("wrong")} {one.Code}");
        return exitCode;
    }

    private void Write(ImmutableArray<Mistake> findings, Func<Mistake, string> kind)
    {
        foreach (var found in findings)
        {
            terminal.Out.WriteLine($"{found.File}:{found.Line}:{found.Column} {kind(found)} {found.Message}");
        }
    }

    private sealed record Result(
        string File,
        bool Valid,
        ImmutableArray<Mistake> Mistakes,
        ImmutableArray<Mistake> Warnings,
        int? Operations,
        int? Apis,
        OnlineFindings? Online);
}
