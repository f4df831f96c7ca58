namespace Gateway.Tools.Diff;

/// <summary>A comparison as a comment on a pull request: a verdict, a table to glance at, and the rest folded away.</summary>
internal static class DiffMarkdown
{
    public static void Write(TextWriter to, string old, string @new, PolicyDiff diff)
    {
        to.WriteLine($"### Policy: {(diff.Weaker ? "weaker" : diff.Changes.IsEmpty ? "the same" : "not weaker")}");
        to.WriteLine();
        to.WriteLine($"{Code(old)} → {Code(@new)}: {DiffText.Summary(diff)}");
        if (diff.Changes.IsEmpty)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine("| change | of | old | new | now accepted |");
        to.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var change in diff.Changes)
        {
            var accepts = change.Accepts is { } witness ? Code(witness.ToString()) : "";
            var kind = $"{DiffText.Word(change.Kind)}{DiffText.Remark(change)}";
            var marked = change.CountsAsWeaker ? $"**{kind}**" : kind;
            to.WriteLine($"| {marked} | {Code(change.Subject)} | {State(change.Old)} | {State(change.New)} | {accepts} |");
        }

        using var details = new StringWriter { NewLine = "\n" };
        DiffText.Write(new Terminal(details, TextWriter.Null, TextReader.Null, Color: false), old, @new, diff);
        var fence = new string('~', Math.Max(3, LongestRun(details.ToString(), '~') + 1));
        to.WriteLine($"\n<details><summary>Each of them</summary>\n\n{fence}text\n{details}{fence}\n\n</details>");
    }

    private static string State(Stated? stated) => stated is null ? "" : Code(stated.Asks);

    /// <summary>Nothing from a file is markup: a code span ends at as many backticks as it began with, and a bar would end the cell.</summary>
    private static string Code(string text)
    {
        var fence = new string('`', LongestRun(text, '`') + 1);
        var padding = text.Contains('`') ? " " : "";
        return $"{fence}{padding}{text.Replace("|", "\\|", StringComparison.Ordinal)}{padding}{fence}";
    }

    private static int LongestRun(string text, char of)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == of ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
