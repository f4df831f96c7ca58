using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Routes;

/// <summary>What has been found wrong so far. Reading goes on after a mistake, so that a person mends the file once.</summary>
internal sealed class MistakeList(string fileName)
{
    private readonly List<Mistake> mistakes = [];

    public string FileName { get; } = fileName;

    public int Count => mistakes.Count;

    public bool IsEmpty => mistakes.Count == 0;

    public void Add(Place place, string code, string message) =>
        mistakes.Add(new Mistake(FileName, place.Line, place.Column, code, message));

    /// <summary>The whole file is the mistake; no place in it.</summary>
    public void AddWholeFile(string code, string message) => Add(default, code, message);

    /// <summary>In the order of the file; mistakes at one place stay in the order in which they were found.</summary>
    public ImmutableArray<Mistake> InOrder() => [.. mistakes.OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column)];
}
