using System.Text.Json.Nodes;

namespace Gateway.Routes.Schema;

/// <summary>What a value has to look like.</summary>
/// <param name="Words">For people: "duration, `0s` to `5m`".</param>
/// <param name="Schema">For programs; whoever puts it into a document takes a copy.</param>
internal sealed record ValueShape(string Words, JsonObject Schema)
{
    /// <summary>One that the document defines once, under <c>$defs</c>.</summary>
    public static ValueShape Defined(string words, string name) => new(words, new JsonObject { ["$ref"] = $"#/$defs/{name}" });

    public static ValueShape AnyOf(string words, params ValueShape[] shapes) =>
        new(words, new JsonObject { ["anyOf"] = new JsonArray([.. shapes.Select(shape => shape.Schema.DeepClone())]) });
}
