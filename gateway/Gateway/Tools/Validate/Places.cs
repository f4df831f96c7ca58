using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Validate;

/// <summary>Where things are written. Of several files that write the same, the last counts.</summary>
internal sealed class Places(RoutesText text)
{
    private readonly ImmutableArray<(string Name, JsonNode Root)> files =
        [.. text.Files.Select(file => (file.Name, Root: JsonTree.Parse(file.Content, new MistakeList(file.Name))!)).Where(file => file.Root is not null).Reverse()];

    public bool Has(params string[] path) => files.Any(file => file.Root.At(path) is not null);

    /// <summary>Something to say about the value at a path of member names, or about what is nearest around it.</summary>
    public Mistake At(ReadOnlySpan<string> path, string code, string message)
    {
        foreach (var (name, root) in files)
        {
            if (root.At(path) is { } node)
            {
                return Said(name, node, code, message);
            }
        }

        return path.IsEmpty ? new Mistake(text.Files[0].Name, 1, 1, code, message) : At(path[..^1], code, message);
    }

    /// <summary>The same about an operation, or a member of it where that is written.</summary>
    public Mistake At(Operation operation, string? member, string code, string message) =>
        Find(operation, member) is { } found ? Said(found.File, found.Node, code, message)
        : member is not null ? At(operation, null, code, message)
        : At(["Apis", operation.Api.Name], code, message);

    /// <summary>What is written for an operation; the way its name is spaced is the file's.</summary>
    public (string File, JsonNode Node)? Find(Operation operation, string? member)
    {
        foreach (var (name, root) in files)
        {
            var operations = (root.At("Apis", operation.Api.Name, "Operations") as JsonObject)?.Members ?? [];
            if (operations.FirstOrDefault(one => $"{operation.Api.Name} {Unspaced(one.Name)}" == operation.Id)?.Value is { } written
                && (member is null ? written : written.At(member)) is { } node)
            {
                return (name, node);
            }
        }

        return null;
    }

    private static string Unspaced(string key) => string.Join(' ', key.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static Mistake Said(string file, JsonNode at, string code, string message) => new(file, at.Place.Line, at.Place.Column, code, message);
}
