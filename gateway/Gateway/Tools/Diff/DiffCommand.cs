using System.CommandLine;
using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary><c>Gateway diff OLD [NEW]</c>: which requests and tokens a change lets in that were kept out, and the other way round.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "diff",
            "Compare two policies by what they do: which operations became weaker, stronger, new or gone, each with the smallest token "
            + "that shows it. Exit code 1 when something became weaker.");
        var old = new Argument<string>("OLD")
        {
            Description = "A routes file or a directory of them; git:REV, the routes file as it was at a revision of the repository it is in; "
                + "or live, the policy of a running gateway (--admin).",
        };
        var @new = new Argument<string?>("NEW")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The same. Default: the routes file (--routes).",
        };
        var allowWeaker = new Option<bool>("--allow-weaker") { Description = "Exit code 0 also when something became weaker." };
        verb.Arguments.Add(old);
        verb.Arguments.Add(@new);
        verb.Options.Add(allowWeaker);
        var options = PolicyOptions.AddTo(verb, OutputFormat.Text, OutputFormat.Json, OutputFormat.Markdown);
        var admin = AdminOptions.AddTo(verb);
        verb.SetAction(async (line, cancellation) =>
        {
            var source = new PolicySource(line, options, admin, terminal);
            var before = await source.ReadAsync(line.GetValue(old)!, cancellation);
            var after = await source.ReadAsync(line.GetValue(@new), cancellation);
            return before.Policy is { } from && after.Policy is { } to
                ? await RunAsync(from, to, options.Format(line), line.GetValue(allowWeaker), terminal)
                : Math.Max(before.ExitCode, after.ExitCode);
        });
        return verb;
    }

    private static async Task<int> RunAsync(NamedPolicy old, NamedPolicy @new, OutputFormat format, bool allowWeaker, Terminal terminal)
    {
        using var before = new ComparedPolicy(old.Table);
        using var after = new ComparedPolicy(@new.Table);
        var diff = await PolicyComparison.CompareAsync(before, after);
        switch (format)
        {
            case OutputFormat.Json:
                Results.WriteJson(terminal.Out, new { Old = old.Name, New = @new.Name, diff.Weaker, diff.Same, diff.Changes });
                break;
            case OutputFormat.Markdown:
                DiffMarkdown.Write(terminal.Out, old.Name, @new.Name, diff);
                break;
            default:
                DiffText.Write(terminal, old.Name, @new.Name, diff);
                break;
        }

        return diff.Weaker && !allowWeaker ? ExitCode.No : ExitCode.Yes;
    }
}

/// <param name="Name">As it was asked for.</param>
internal sealed record NamedPolicy(string Name, RouteTable Table);
