using System.Collections.Immutable;

namespace Gateway.Routes;

/// <summary>Where the policy is written: what the gateway was started with, and looks at again while it runs.</summary>
internal sealed record RoutesSource(string Path, RoutesEnvironment Environment)
{
    public RoutesReading Read()
    {
        var mistakes = new MistakeList(Path);
        return RoutesText.Load(Path, Environment, mistakes) is { } text ? Read(text) : new RoutesReading(null, null, mistakes.InOrder());
    }

    public RoutesReading Read(RoutesText text)
    {
        var read = RouteTableReader.Read(text, Environment);
        return new RoutesReading(text, read.Table, read.Mistakes);
    }
}

/// <param name="Text">Null when it could not be read.</param>
/// <param name="Table">Null when there is a mistake.</param>
internal sealed record RoutesReading(RoutesText? Text, RouteTable? Table, ImmutableArray<Mistake> Mistakes);
