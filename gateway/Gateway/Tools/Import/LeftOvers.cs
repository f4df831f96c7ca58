using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Tools.Import;

/// <summary>What of the source is not in the routes file, or waits there for a decision: each with its place, none dropped silently.</summary>
internal sealed class LeftOvers(string fileName)
{
    private readonly List<(Place Place, string Text)> found = [];

    /// <summary>In the order of the source, one a line: <c>ocelot.json:12:7 …</c>.</summary>
    public ImmutableArray<string> Lines =>
        [.. found.OrderBy(one => one.Place.Line).ThenBy(one => one.Place.Column).Select(one => $"{At(one.Place)} {one.Text}").Distinct()];

    public void Add(Place place, string text) => found.Add((place, text));

    public string At(Place place) => $"{fileName}:{place.Line}:{place.Column}";
}
