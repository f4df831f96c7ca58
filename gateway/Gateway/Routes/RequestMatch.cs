using System.Collections.Immutable;

namespace Gateway.Routes;

/// <summary>What a method and a path come to, before any token is looked at.</summary>
internal abstract record RequestMatch
{
    private RequestMatch()
    {
    }

    internal sealed record Found(Operation Operation) : RequestMatch;

    /// <summary>400: the path can be read in more than one way.</summary>
    internal sealed record Ambiguous(PathFault Fault) : RequestMatch;

    /// <summary>404.</summary>
    internal sealed record NoSuchPath : RequestMatch;

    /// <summary>405; OPTIONS is answered with 204 and never forwarded.</summary>
    /// <param name="Allow">The methods that the path has.</param>
    internal sealed record NoSuchMethod(ImmutableArray<string> Allow) : RequestMatch;
}
