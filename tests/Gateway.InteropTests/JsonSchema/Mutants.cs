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
    private readonly object[][] paths = [.. Paths(original, []).Where(path => path.Length > 0)];

    public JsonNode Next()
    {
        var file = original.DeepClone();
        var path = Any(paths);
        var parent = At(file, path[..^1]);
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
                known[other[^1] as string ?? "x"] = At(file, other).DeepClone();
                break;
            case 3 when parent is JsonArray known:
                known.Add(At(file, path).DeepClone());
                break;
            case 4 when At(file, path) is JsonValue value && value.TryGetValue<string>(out var text):
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

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        IEnumerable<object[]> below = node switch
        {
            JsonObject known => known.SelectMany(member => Paths(member.Value, [.. path, member.Key])),
            JsonArray known => known.SelectMany((item, index) => Paths(item, [.. path, index])),
            _ => [],
        };
        return below.Prepend(path);
    }

    private static JsonNode At(JsonNode file, object[] path) =>
        path.Aggregate(file, (node, step) => step is string name ? node[name]! : node[(int)step]!);

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
