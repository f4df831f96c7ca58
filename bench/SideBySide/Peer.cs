namespace Gateway.SideBySide;

/// <summary>A program that stands between load and service, and what it is called in the table.</summary>
/// <param name="Command">How it is started.</param>
internal sealed record Peer(string Name, Func<Stage, Ports, Command> Command)
{
    /// <summary>The algorithms whose tokens it verifies; none: it is a proxy and nothing else.</summary>
    public IReadOnlyList<Algorithm> Verifies { get; init; } = [Algorithm.Rs256, Algorithm.Es256];

    /// <summary>Whether it compiles its code while it runs, and becomes faster thereby.</summary>
    public bool CompilesItself { get; init; } = true;

    public override string ToString() => Name;
}
