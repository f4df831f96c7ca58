using System.CommandLine;
using Gateway.Tools.Audit;
using Gateway.Tools.AuditLog;
using Gateway.Tools.Compile;
using Gateway.Tools.Diff;
using Gateway.Tools.Explain;
using Gateway.Tools.Import;
using Gateway.Tools.Inspect;
using Gateway.Tools.PolicyTests;
using Gateway.Tools.Shadow;
using Gateway.Tools.Token;
using Gateway.Tools.Validate;

namespace Gateway.Tools;

/// <summary>The program's verbs. Results go to stdout, diagnostics to stderr; a token is never an argument.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var root = new RootCommand("An API gateway that enforces token scopes. Without a verb it serves.");
        ServeCommand.Configure(root);
        var serve = new Command("serve", "Read the routes file, check it, and serve until stopped.");
        ServeCommand.Configure(serve);
        root.Subcommands.Add(serve);
        root.Subcommands.Add(ValidateCommand.Create(terminal));
        root.Subcommands.Add(ExplainCommand.Create(terminal));
        root.Subcommands.Add(TestCommand.Create(terminal));
        root.Subcommands.Add(DiffCommand.Create(terminal));
        root.Subcommands.Add(AuditCommand.Create(terminal));
        root.Subcommands.Add(RoutesCommand.Create(terminal));
        root.Subcommands.Add(ScopesCommand.Create(terminal));
        root.Subcommands.Add(TokenCommand.Create(terminal));
        root.Subcommands.Add(InspectCommand.Create(terminal));
        root.Subcommands.Add(SchemaCommand.Create(terminal));
        root.Subcommands.Add(CompileCommand.Create(terminal));
        root.Subcommands.Add(ImportCommand.Create(terminal));
        root.Subcommands.Add(ShadowCommand.Create(terminal));
        root.Subcommands.Add(AuditLogCommand.Create(terminal));

        var line = root.Parse(args);
        if (line.Errors.Count > 0)
        {
            foreach (var error in line.Errors)
            {
                await terminal.Error.WriteLineAsync(error.Message);
            }

            await terminal.Error.WriteLineAsync("See --help.");
            return ExitCode.CannotAnswer;
        }

        return await line.InvokeAsync(new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            // The host itself ends on Ctrl-C and SIGTERM, in order.
            ProcessTerminationTimeout = null,
        });
    }
}
