using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.Routes.Schema;

/// <summary>
/// A member of an object in the routes file. The reader takes its name from here, the JSON Schema all of it, and the tables of
/// docs/routes.md are compared with it.
/// </summary>
/// <param name="Meaning">A sentence or more, in Markdown.</param>
internal sealed partial record Member(string Name, ValueShape Value, string Meaning)
{
    public bool Required { get; init; }

    /// <summary>The value that counts when the member is not there, as JSON.</summary>
    public string? Default { get; init; }

    /// <summary>In words what counts then, where it is no one value.</summary>
    public string Otherwise { get; init; } = "none";

    /// <summary>As JSON.</summary>
    public required string Example { get; init; }

    /// <summary>What counts when the member is not there.</summary>
    public string DefaultWords => Required ? "required" : Default is null ? Otherwise : $"`{Default.Trim('"')}`";

    public JsonObject ToSchema()
    {
        var schema = Value.Schema.DeepClone().AsObject();
        schema.Insert(0, "description", Description);
        if (Default is not null)
        {
            schema["default"] = JsonNode.Parse(Default);
        }

        schema["examples"] = new JsonArray(JsonNode.Parse(Example));
        return schema;
    }

    /// <summary>What an editor shows: links of the document lead nowhere from there.</summary>
    private string Description => $"{Link.Replace(Reference.Replace(Meaning, ""), "$1")} ({Value.Words}{Presence})";

    private string Presence => DefaultWords switch
    {
        "none" => "",
        var words when words.StartsWith("required", StringComparison.Ordinal) => $"; {words}",
        var words => $"; default: {words}",
    };

    /// <summary>": [Issuers](#issuers)".</summary>
    [GeneratedRegex(@": \[[^\]]+\]\(#[^)]+\)")]
    private static partial Regex Reference { get; }

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Link { get; }
}
