using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Place = Gateway.Routes.Json.Place;

namespace Gateway.Tools.Import;

/// <summary>A route of the source: a path outside, the path that the service sees, and what is asked for.</summary>
/// <param name="Outside">In segments, in the words of the routes file: <c>["orders", "{id}"]</c>.</param>
/// <param name="Inside">The same at the service.</param>
/// <param name="Settings">In YARP's words, for every operation of the API.</param>
internal sealed record ImportedRoute(
    ImmutableArray<string> Methods,
    ImmutableArray<string> Outside,
    ImmutableArray<string> Inside,
    ImportedService Service,
    JsonObject Settings,
    DraftRequirement Requirement,
    Place Place)
{
    /// <summary>What the outside calls is made of literals up to here.</summary>
    public int Literals => Outside.TakeWhile(segment => !segment.Contains('{')).Count();

    /// <summary>Where the service begins, when so many segments of the outside are the prefix; null when what follows is not the same there.</summary>
    public ImmutableArray<string>? BaseFor(int prefix)
    {
        var rest = Outside.Length - prefix;
        return rest <= Inside.Length && Inside[^rest..].SequenceEqual(Outside[prefix..]) && !Inside[..^rest].Any(segment => segment.Contains('{'))
            ? Inside[..^rest]
            : null;
    }
}

/// <param name="Name">As the source calls it.</param>
/// <param name="Addresses">By name; several share the load.</param>
/// <param name="Settings">In YARP's words.</param>
internal sealed record ImportedService(string Name, ImmutableArray<KeyValuePair<string, JsonObject>> Addresses, JsonObject Settings);
