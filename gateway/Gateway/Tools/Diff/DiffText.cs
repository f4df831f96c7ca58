namespace Gateway.Tools.Diff;

/// <summary>A comparison for a terminal: what became weaker first.</summary>
internal static class DiffText
{
    public static void Write(Terminal terminal, string old, string @new, PolicyDiff diff)
    {
        terminal.Out.WriteLine($"{old} → {@new}: {Summary(diff)}");
        foreach (var change in diff.Changes)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"{Painted(change, terminal)}  {change.Subject}{Remark(change)}");
            foreach (var (label, text) in Lines(change))
            {
                terminal.Out.WriteLine($"  {label,-8} {text}");
            }
        }
    }

    /// <summary>How many changes of each kind there are.</summary>
    public static string Summary(PolicyDiff diff) => string.Join(", ",
    [
        .. diff.Changes.GroupBy(change => change.Kind).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key)}"),
        $"{diff.Same} the same",
    ]);

    public static string Word(ChangeKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>What a word alone would hide.</summary>
    public static string Remark(Change change) => change switch
    {
        { Kind: ChangeKind.New, CountsAsWeaker: true } => " (open to everyone: counts as weaker)",
        { Kind: ChangeKind.Changed } => " (weaker and stronger)",
        _ => "",
    };

    /// <summary>Everything else there is to say about a change, line by line.</summary>
    public static IEnumerable<(string Label, string Text)> Lines(Change change)
    {
        if (change.Old is { } old)
        {
            yield return ("old", State(old, change));
        }

        if (change.New is { } @new)
        {
            yield return ("new", State(@new, change));
        }

        if (change.Laxer is [_, ..] laxer)
        {
            yield return ("laxer", string.Join(", ", laxer));
        }

        if (change.Stricter is [_, ..] stricter)
        {
            yield return ("stricter", string.Join(", ", stricter));
        }

        if (change.Accepts is { } accepted)
        {
            yield return ("accepts", accepted.ToString());
        }

        if (change.Refuses is { } refused)
        {
            yield return ("refuses", refused.ToString());
        }

        if (change is { Accepts: null, Refuses: null })
        {
            yield return ("request", change.Request.ToString());
        }

        foreach (var note in change.Notes)
        {
            yield return ("note", note);
        }
    }

    /// <summary>Named only where it is not the subject, as where another operation had the requests.</summary>
    private static string State(Stated stated, Change change) => stated.Place is null ? stated.Asks
        : $"{(stated.Name == change.Subject ? "" : $"{stated.Name}: ")}{stated.Asks}  ({stated.Place})";

    private static string Painted(Change change, Terminal terminal)
    {
        var word = Word(change.Kind).ToUpperInvariant();
        return change.CountsAsWeaker ? terminal.Red(word)
            : change.Kind is ChangeKind.Stronger or ChangeKind.Gone ? terminal.Green(word)
            : terminal.Yellow(word);
    }
}
