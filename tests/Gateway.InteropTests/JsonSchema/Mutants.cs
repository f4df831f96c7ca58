using System.Text.Json.Nodes;

namespace Gateway.InteropTests.JsonSchema;

/// <summary>Files that differ from a good one in one place: what a hand that slips makes of it.</summary>
internal sealed class Mutants(JsonNode original, int seed)
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "\"\"", "\" \"", "\"x\"", "\"30s\"", "\"${X}\"", "[]", "[null]", "[\"x\"]", "[[]]", "{}",
        "{\"x\":{}}",
    ];

    private static readonly string[] Scraps =
    [
        " ", "/", "//", "\\", ".", "..", ":", "::", ";", "{", "}", "{x}", "{**x}", "$", "${", "${X}", "${X:-y}", "*", "?", "#", "%", "@", "~", "!",
        "-", "_", "a", "Z", "0", "9", "\"", "\u0000", "\n", "é", "s", "m",
    ];

    private readonly Random random = new(seed);
    private readonly object[][] paths = [.. JsonPaths.From(original, []).Where(path => path.Length > 0)];

    public JsonNode Next()
    {
        var file = original.DeepClone();
        var path = Any(paths);
        var parent = JsonPaths.At(file, path[..^1]);
        switch (random.Next(6))
        {
            case 0:
                Remove(parent, path[^1]);
                break;
            case 1 when parent is JsonObject known:
                known.Remove((string)path[^1], out var renamed);
                known[Near((string)path[^1])] = renamed;
                break;
            case 2 when parent is JsonObject known:
                // Another member of the file, in a place that may not be its own.
                var other = Any(paths);
                known[other[^1] as string ?? "x"] = JsonPaths.At(file, other).DeepClone();
                break;
            case 3 when parent is JsonArray known:
                known.Add(JsonPaths.At(file, path).DeepClone());
                break;
            case 4 when JsonPaths.At(file, path) is JsonValue value && value.TryGetValue<string>(out var text):
                Replace(parent, path[^1], Near(text));
                break;
            default:
                Replace(parent, path[^1], JsonNode.Parse(Any(Values)));
                break;
        }

        return file;
    }

    private string Near(string text)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(5) switch
        {
            0 when at < text.Length => text.Remove(at, 1),
            1 when at < text.Length => text[..at] + Any(Scraps) + text[(at + 1)..],
            2 => text + Any(Scraps),
            3 => text.Any(char.IsLower) ? text.ToUpperInvariant() : text.ToLowerInvariant(),
            _ => text.Insert(at, Any(Scraps)),
        };
    }

    private T Any<T>(T[] choices) => choices[random.Next(choices.Length)];

    private static void Replace(JsonNode parent, object step, JsonNode? value)
    {
        if (step is string name)
        {
            parent[name] = value;
        }
        else
        {
            parent[(int)step] = value;
        }
    }

    private static void Remove(JsonNode parent, object step)
    {
        if (parent is JsonArray list)
        {
            list.RemoveAt((int)step);
        }
        else
        {
            parent.AsObject().Remove((string)step);
        }
    }
}
