using System.Collections.Immutable;

namespace Gateway.Documents.OpenApi.Paths;

/// <summary>A path of the document. What its parameters are called, the first of its operations decides for all of them.</summary>
/// <param name="Text"><c>/timesheets/{id}</c>.</param>
/// <param name="Names">Of its segments; empty for a literal.</param>
internal sealed record PathSlot(string Text, ImmutableArray<string> Names)
{
    public static PathSlot Of(ImmutableArray<PathPart> path)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        ImmutableArray<string> names = [.. path.Select(part => part.Literal is null ? Texts.Unique(part.Name, taken) : "")];
        return new(string.Concat(path.Zip(names).Select(pair => pair.First.Literal is { } literal ? $"/{literal}" : $"/{{{pair.Second}}}")), names);
    }
}
