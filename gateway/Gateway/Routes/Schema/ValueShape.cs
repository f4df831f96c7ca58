using System.Text.Json.Nodes;

namespace Gateway.Routes.Schema;

/// <summary>What a value has to look like.</summary>
/// <param name="words">For people: "duration, `0s` to `5m`".</param>
/// <param name="schema">For programs. Worked out when it is asked for: a gateway that starts needs no more than the names.</param>
internal sealed class ValueShape(string words, Func<JsonObject> schema)
{
    private readonly Lazy<JsonObject> schema = new(schema);

    public string Words => words;

    /// <summary>Whoever puts it into a document takes a copy.</summary>
    public JsonObject Schema => schema.Value;

    /// <summary>One that the document defines once, under <c>$defs</c>.</summary>
    public static ValueShape Defined(string words, string name) => new(words, () => new JsonObject { ["$ref"] = $"#/$defs/{name}" });

    public static ValueShape AnyOf(string words, params ValueShape[] shapes) =>
        new(words, () => new JsonObject { ["anyOf"] = new JsonArray([.. shapes.Select(shape => shape.Schema.DeepClone())]) });
}
