using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Gateway.Authorization;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools;

/// <summary><c>Gateway scopes</c>: the catalogue with the operations that need each scope; or what one scope opens.</summary>
internal static class ScopesCommand
{
    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "scopes", "List the scopes with the operations that ask for them; or the operations that a token with one scope opens.");
        var unused = new Option<bool>("--unused")
        {
            Description = "Only scopes that help with no operation, neither by themselves nor by what they imply.",
        };
        var who = new Option<string?>("--who")
        {
            Description = "Instead: the operations that a token with this scope alone opens, with what else each asks of the caller.",
            HelpName = "SCOPE",
        };
        var options = PolicyOptions.AddTo(verb);
        verb.Options.Add(unused);
        verb.Options.Add(who);
        verb.SetAction(line =>
        {
            if (options.Read(line, terminal) is not { } table || !ScopeName.IsKnown(line.GetValue(who), table, terminal))
            {
                return ExitCode.CannotAnswer;
            }

            if (line.GetValue(who) is { } held)
            {
                SayOpened(table, held, options.Format(line), terminal);
            }
            else
            {
                SayCatalogue(table, table.Scopes.Where(scope => !line.GetValue(unused) || !table.IsOfUse(scope)), options.Format(line), terminal);
            }

            return ExitCode.Yes;
        });
        return verb;
    }

    private static void SayCatalogue(RouteTable table, IEnumerable<Scope> scopes, OutputFormat format, Terminal terminal)
    {
        var listed = scopes.Select(scope => Listed.Of(scope, table)).ToList();
        if (format == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, new Catalogue(listed));
            return;
        }

        foreach (var scope in listed)
        {
            var implied = scope.ImpliedBy.IsEmpty ? "" : $" (implied by {Wording.List(scope.ImpliedBy)})";
            terminal.Out.WriteLine($"{scope.Scope}: {Wording.OneLine(scope.Description)}{implied}");
            foreach (var operation in scope.Operations)
            {
                terminal.Out.WriteLine($"    {operation}");
            }
        }
    }

    private static void SayOpened(RouteTable table, string held, OutputFormat format, Terminal terminal)
    {
        var opened = table.Operations.Where(operation => Opens(held, operation, table))
            .Select(operation => new Opened(operation.Id, RequirementInWords.Of(operation.Requirement), operation.Place))
            .ToList();
        if (format == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, new OpenedBy(held, opened));
            return;
        }

        TextTable.Write(terminal.Out, ["OPERATION", "NEEDS"], opened.Select(one => (string[])[one.Operation, one.Requirement]));
    }

    /// <summary>The evaluator is asked about the scopes of a token that says nothing else; what else the operation asks is not its question.</summary>
    private static bool Opens(string held, Operation operation, RouteTable table)
    {
        if (operation.Requirement is not Requirement.Token)
        {
            return false;
        }

        var nothingElse = JsonSerializer.SerializeToElement(new { });
        var caller = new CallerIdentity(table.Issuers[0], null, null, CallerKind.Unknown, [held], nothingElse);
        return Evaluator.Explain(operation, new TokenResult.Verified(caller), DateTimeOffset.UnixEpoch)
            .Single(step => step.Step == DecisionStep.Scopes).Outcome != StepOutcome.Fails;
    }

    private sealed record Catalogue(IReadOnlyList<Listed> Scopes);

    private sealed record Listed(string Scope, string Description, ImmutableArray<string> ImpliedBy, ImmutableArray<string> Operations, string Place)
    {
        public static Listed Of(Scope scope, RouteTable table) => new(
            scope.Name,
            scope.Description,
            [.. table.Scopes.Select(other => other.Name).Where(other => other != scope.Name && scope.GrantedBy.Contains(other))],
            [.. table.OperationsThatAskFor(scope).Select(operation => operation.Id)],
            scope.Place);
    }

    private sealed record OpenedBy(string Scope, IReadOnlyList<Opened> Opens);

    private sealed record Opened(string Operation, string Requirement, string Place);
}
