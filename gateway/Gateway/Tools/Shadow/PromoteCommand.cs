using System.CommandLine;
using System.Text;
using Gateway.Routes;
using Gateway.Routes.Json;

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
            && Edit(file, options.Environment(line), line.GetValue(operation)!, terminal) is { } edit
                ? Finish(edit, line.GetValue(dryRun), options.Format(line), terminal)
                : ExitCode.CannotAnswer);
        return verb;
    }

    /// <summary>Null, and said why, when there is nothing to edit or the result would not be a good file.</summary>
    private static Edited? Edit(string path, RoutesEnvironment environment, string name, Terminal terminal)
    {
        var mistakes = new MistakeList(path);
        if (RoutesText.Load(path, environment, mistakes) is not { } text)
        {
            return Refuse(mistakes.InOrder());
        }

        var read = RouteTableReader.Read(text, environment);
        if (read.Table is not { } table)
        {
            return Refuse(read.Mistakes);
        }

        var id = OperationName.Normal(name);
        if (table.Operations.FirstOrDefault(operation => operation.Id == id) is not { } operation)
        {
            return Refuse([$"There is no operation {Wording.Quote(id)}{DidYouMean.For(id, table.Operations.Select(known => known.Id))}"]);
        }

        if (operation.Candidate is null)
        {
            return Refuse([$"{operation.Place}: {operation.Id} has no \"Candidate\"."]);
        }

        var file = text.Files.First(file => operation.Place.StartsWith(file.Name + ':', StringComparison.Ordinal));
        var promotion = new Promotion(file.Content, operation);
        if (!promotion.IsWrittenHere)
        {
            return Refuse([$"{operation.Place}: {operation.Id} and its \"Candidate\" are written in several files; promote it by hand."]);
        }

        if (promotion.LostComments().ToArray() is { Length: > 0 } lost)
        {
            var lines = new LineIndex(file.Content);
            return Refuse(lost.Select(offset => lines.At(offset)).Select(place =>
                $"{file.Name}:{place.Line}:{place.Column}: this comment would be lost; move it into the \"Candidate\" or above the operation."));
        }

        var edited = file with { Content = promotion.Apply() };
        var result = RouteTableReader.Read(new RoutesText(text.Files.Replace(file, edited)), environment);
        return result.Table is null
            ? Refuse([$"Not promoted: {operation.Id} would then be a mistake.", .. result.Mistakes])
            : new Edited(operation, file, edited);

        Edited? Refuse(IEnumerable<object> reasons)
        {
            foreach (var reason in reasons)
            {
                terminal.Error.WriteLine(reason);
            }

            return null;
        }
    }

    private static int Finish(Edited edit, bool dryRun, OutputFormat format, Terminal terminal)
    {
        var diff = UnifiedDiff.Of(edit.Before.Name, Encoding.UTF8.GetString(edit.Before.Content.Span), Encoding.UTF8.GetString(edit.After.Content.Span));
        try
        {
            if (!dryRun)
            {
                FileReplacement.Replace(edit.Before.Name, edit.After.Content.ToArray());
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{edit.Before.Name} cannot be written: {refused.Message}");
            return ExitCode.CannotAnswer;
        }

        if (format == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, new Result(edit.Operation.Id, edit.Before.Name, !dryRun, diff));
        }
        else if (dryRun)
        {
            terminal.Out.Write(diff);
        }
        else
        {
            terminal.Out.WriteLine($"{terminal.Green("promoted")} {edit.Operation.Id} in {edit.Before.Name}");
        }

        return ExitCode.Yes;
    }

    private sealed record Edited(Operation Operation, RoutesFileText Before, RoutesFileText After);

    private sealed record Result(string Operation, string File, bool Written, string Diff);
}
