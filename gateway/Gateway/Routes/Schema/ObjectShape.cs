using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Gateway.Routes.Schema;

/// <summary>An object of the routes file: the members that it may have, in the order of the document.</summary>
internal sealed record ObjectShape(params ImmutableArray<Member> Members)
{
    /// <summary>What holds between the members, as JSON Schema.</summary>
    public JsonObject Rules { get; init; } = [];

    /// <summary>With these the reader opens it.</summary>
    public string[] Names { get; } = [.. Members.Select(member => member.Name)];

    public ValueShape Value(string words = "object") => new(words, ToSchema);

    private JsonObject ToSchema()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(Members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.ToSchema()))),
            ["additionalProperties"] = false,
        };
        if (Members.Any(member => member.Required))
        {
            schema["required"] = new JsonArray([.. Members.Where(member => member.Required).Select(member => (JsonNode)member.Name)]);
        }

        foreach (var (keyword, rule) in Rules)
        {
            schema[keyword] = rule?.DeepClone();
        }

        return schema;
    }
}
