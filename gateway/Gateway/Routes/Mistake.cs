using System.Collections.Immutable;

namespace Gateway.Routes;

/// <summary>One thing wrong in the routes file: where, what, and how to mend it.</summary>
/// <param name="File">In which it is written: the overlay, if it comes from there.</param>
/// <param name="Line">Counted from 1; 0 when the mistake is the file itself.</param>
/// <param name="Column">Counted from 1, in characters.</param>
/// <param name="Code">Stable, for scripts and for the docs: <c>unknown-scope</c>.</param>
internal sealed record Mistake(string File, int Line, int Column, string Code, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column} {Code} {Message}";
}

/// <summary>What reading a routes file comes to: a table, or every mistake in it.</summary>
internal sealed record RouteTableResult(RouteTable? Table, ImmutableArray<Mistake> Mistakes);
