using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Routes;

/// <summary>What has been found wrong so far. Reading goes on after a mistake, so that a person mends everything once.</summary>
internal sealed class MistakeList
{
    private readonly List<Mistake> mistakes;

    /// <param name="fileName">The file that is read, as messages name it.</param>
    public MistakeList(string fileName)
        : this(fileName, [])
    {
    }

    private MistakeList(string fileName, List<Mistake> mistakes)
    {
        FileName = fileName;
        this.mistakes = mistakes;
    }

    public string FileName { get; }

    public int Count => mistakes.Count;

    public bool IsEmpty => mistakes.Count == 0;

    /// <summary>The same list, while another file is read.</summary>
    public MistakeList In(string file) => new(file, mistakes);

    public void Add(Place place, string code, string message) =>
        mistakes.Add(new Mistake(place.File, place.Line, place.Column, code, message));

    /// <summary>The whole file is the mistake; no place in it.</summary>
    public void AddWholeFile(string code, string message) => Add(new Place(FileName, 0, 0), code, message);

    /// <summary>By file, and in the order of each; mistakes at one place stay in the order in which they were found.</summary>
    public ImmutableArray<Mistake> InOrder() =>
        [.. mistakes.OrderBy(mistake => mistake.File, StringComparer.Ordinal).ThenBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column)];
}
