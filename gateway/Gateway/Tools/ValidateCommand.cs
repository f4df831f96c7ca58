using System.Collections.Immutable;
using System.CommandLine;
using Gateway.Routes;

namespace Gateway.Tools;

/// <summary><c>Gateway validate [FILE]</c>: every mistake of a routes file at once, by the code that reads it at start.</summary>
internal static class ValidateCommand
{
    public static Command Create(Terminal terminal)
    {
        var verb = new Command("validate", "Check a routes file and list every mistake, as serve would at start. Exit code 1 when there are any.");
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "The same as --routes FILE." };
        verb.Arguments.Add(file);
        var options = PolicyOptions.AddTo(verb);
        verb.SetAction(line => (line.GetValue(file) ?? options.File(line, terminal)) is { } path
            ? Run(path, options.Environment(line), options.Format(line), terminal)
            : ExitCode.CannotAnswer);
        return verb;
    }

    private static int Run(string path, RoutesEnvironment environment, OutputFormat format, Terminal terminal)
    {
        var read = RouteTableReader.Read(path, environment);
        if (format == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, new Result(path, read.Table is not null, read.Mistakes, read.Table?.Operations.Length));
        }
        else if (read.Table is { } table)
        {
            terminal.Out.WriteLine($"{terminal.Green("ok")} {path}: {table.Operations.Length} operations of {table.Apis.Length} APIs");
        }
        else
        {
            foreach (var mistake in read.Mistakes)
            {
                terminal.Out.WriteLine(mistake);
            }
        }

        return read.Table is null ? ExitCode.No : ExitCode.Yes;
    }

    private sealed record Result(string File, bool Valid, ImmutableArray<Mistake> Mistakes, int? Operations);
}
