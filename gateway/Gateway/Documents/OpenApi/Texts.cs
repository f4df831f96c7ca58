using System.Text.Json.Nodes;

namespace Gateway.Documents.OpenApi;

/// <summary>A node as text; null when it is none.</summary>
internal static class Texts
{
    public static string? Of(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>As the name of a component may be: letters, digits and <c>-._</c>.</summary>
    public static string Name(string text)
    {
        var name = string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' ? character : '-'));
        return name.Trim('-') is { Length: > 0 } trimmed ? trimmed : "unnamed";
    }

    /// <summary>The first of the name, the name-2, the name-3 … that is not taken; it is from now on.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = $"{name}-{number}";
        }

        return unique;
    }
}
