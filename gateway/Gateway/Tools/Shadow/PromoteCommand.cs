using System.CommandLine;
using System.Text;

namespace Gateway.Tools.Shadow;

/// <summary><c>Gateway shadow promote OPERATION</c>: makes a candidate the rule, in the file, which keeps its comments.</summary>
internal static class PromoteCommand
{
    public static Command Create(Terminal terminal)
    {
        var verb = new Command("promote", "Make the candidate of an operation its rule: edit the routes file in place. Nothing else in it changes.");
        var operation = new Argument<string>("OPERATION") { Description = "As reports name it: \"timesheets GET /\"." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the change as a unified diff and write nothing." };
        verb.Arguments.Add(operation);
        verb.Options.Add(dryRun);
        var options = PolicyOptions.AddTo(verb);
        verb.SetAction(line => options.File(line, terminal) is { } file
            && Promotion.Of(file, options.Environment(line), line.GetValue(operation)!, terminal.Error.WriteLine) is { } promotion
                ? Run(promotion, line.GetValue(dryRun), options.Format(line), terminal)
                : ExitCode.CannotAnswer);
        return verb;
    }

    private static int Run(Promotion promotion, bool dryRun, OutputFormat format, Terminal terminal)
    {
        var (file, before, after) = (promotion.Before.Name, promotion.Before.Content, promotion.After.Content);
        if (!dryRun && FileReplacement.WhyNot(file, after.Span) is { } why)
        {
            terminal.Error.WriteLine($"{file} cannot be written: {why}");
            return ExitCode.CannotAnswer;
        }

        var diff = UnifiedDiff.Of(file, Encoding.UTF8.GetString(before.Span), Encoding.UTF8.GetString(after.Span));
        if (format == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, new Result(promotion.Operation.Id, file, !dryRun, diff));
        }
        else if (dryRun)
        {
            terminal.Out.Write(diff);
        }
        else
        {
            terminal.Out.WriteLine($"{terminal.Green("promoted")} {promotion.Operation.Id} in {file}");
        }

        return ExitCode.Yes;
    }

    private sealed record Result(string Operation, string File, bool Written, string Diff);
}
