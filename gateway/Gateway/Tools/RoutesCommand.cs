using System.Collections.Immutable;
using System.CommandLine;
using Gateway.Authorization;
using Gateway.Routes;

namespace Gateway.Tools;

/// <summary><c>Gateway routes</c>: every operation in one line, with what it needs and where it goes.</summary>
internal static class RoutesCommand
{
    private static readonly string[] Header = ["METHOD", "PATH", "NEEDS", "UPSTREAM", "OWNER"];

    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "routes", "List the operations: method, path, what a caller needs, the service, whom to ask. Several filters all have to hold.");
        var scope = new Option<string?>("--scope") { Description = "Only operations that ask for this scope by its name.", HelpName = "SCOPE" };
        var client = new Option<string?>("--client") { Description = "Only operations that name this client in Clients.", HelpName = "CLIENT" };
        var open = new Option<bool>("--public") { Description = "Only public operations." };
        var wide = new Option<bool>("--wide") { Description = "Only operations that are public, take any token, or end in a catch-all." };
        var options = PolicyOptions.AddTo(verb);
        verb.Options.Add(scope);
        verb.Options.Add(client);
        verb.Options.Add(open);
        verb.Options.Add(wide);
        verb.SetAction(line =>
        {
            if (options.Read(line, terminal) is not { } table || !ScopeName.IsKnown(line.GetValue(scope), table, terminal))
            {
                return ExitCode.CannotAnswer;
            }

            var listed = table.Operations
                .Where(operation => line.GetValue(scope) is not { } name || operation.ScopesAskedFor().Any(asked => asked.Name == name))
                .Where(operation => line.GetValue(client) is not { } id
                    || operation.Requirement is Requirement.Token { Clients: var clients } && clients.Contains(id))
                .Where(operation => !line.GetValue(open) || operation.IsPublic)
                .Where(operation => !line.GetValue(wide) || operation.IsWide);
            Say([.. listed], table, options.Format(line), terminal);
            return ExitCode.Yes;
        });
        return verb;
    }

    private static void Say(ImmutableArray<Operation> operations, RouteTable table, OutputFormat format, Terminal terminal)
    {
        var listed = operations.Select(operation => Listed.Of(operation, table)).ToList();
        if (format == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, new Result(listed));
            return;
        }

        TextTable.Write(terminal.Out, Header, listed.Select(one => (string[])
            [one.Methods[0], one.Path, one.Requirement, string.Join(", ", one.Upstreams), one.Owner ?? ""]));
    }

    private sealed record Result(IReadOnlyList<Listed> Operations);

    /// <param name="Requirement">In words, for people.</param>
    /// <param name="Scopes">The alternatives, one of which has to be held completely; empty: no scope is asked for.</param>
    private sealed record Listed(
        string Operation,
        ImmutableArray<string> Methods,
        string Path,
        string Requirement,
        bool Public,
        ImmutableArray<ImmutableArray<string>> Scopes,
        IEnumerable<string> Upstreams,
        string? Owner,
        string Place)
    {
        public static Listed Of(Operation operation, RouteTable table) => new(
            operation.Id,
            operation.Methods,
            operation.Template,
            RequirementInWords.Of(operation.Requirement),
            operation.IsPublic,
            Evaluator.ScopesOf(operation.Requirement),
            table.UpstreamsOf(operation.Api),
            operation.Api.Owner,
            operation.Place);
    }
}
