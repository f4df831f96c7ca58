using System.Text.Json.Nodes;

namespace Gateway.Documents.OpenApi.Copying;

/// <summary>What the specification asks of an object beyond the form of its members: what is missing is added, or there is no object.</summary>
internal static class ObjectRules
{
    private static readonly Dictionary<string, string[]> Styles = new(StringComparer.Ordinal)
    {
        ["path"] = ["matrix", "label", "simple"],
        ["query"] = ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        ["header"] = ["simple"],
        ["cookie"] = ["form"],
    };

    /// <summary>The object as it may stand in the document; null when it cannot.</summary>
    public static JsonObject? Complete(ObjectForm form, JsonObject copy) => form switch
    {
        _ when form == Grammar.ExternalDocs => copy.ContainsKey("url") ? copy : null,
        _ when form == Grammar.Discriminator => copy.ContainsKey("propertyName") ? copy : null,
        _ when form == Grammar.Link => copy.ContainsKey("operationId") ? copy : null,
        _ when form == Grammar.RequestBody => copy.ContainsKey("content") ? copy : null,
        _ when form == Grammar.Example => Without(copy, "externalValue", when: "value"),
        _ when form == Grammar.MediaType => Without(copy, "example", when: "examples"),
        _ when form == Grammar.Response => With(copy, "description", ""),
        _ when form == Grammar.Header => Valued(copy),
        _ when form == Grammar.Parameter => Parameter(copy),
        _ => copy,
    };

    private static JsonObject? Parameter(JsonObject copy)
    {
        if (Texts.Of(copy["name"]) is not { Length: > 0 } || Texts.Of(copy["in"]) is not { } place || !Styles.TryGetValue(place, out var styles))
        {
            return null;
        }

        if (!styles.Contains(Texts.Of(copy["style"])) || copy.ContainsKey("content"))
        {
            copy.Remove("style");
        }

        return Valued(copy);
    }

    /// <summary>Either a schema or content of one kind; and one way to give examples.</summary>
    private static JsonObject Valued(JsonObject copy)
    {
        if (copy["content"] is not JsonObject { Count: 1 } || copy.ContainsKey("schema"))
        {
            copy.Remove("content");
            With(copy, "schema", new JsonObject());
        }
        else
        {
            copy.Remove("explode");
            copy.Remove("allowReserved");
            copy.Remove("example");
            copy.Remove("examples");
        }

        return Without(copy, "example", when: "examples");
    }

    private static JsonObject With(JsonObject copy, string member, JsonNode value)
    {
        copy.TryAdd(member, value);
        return copy;
    }

    private static JsonObject Without(JsonObject copy, string member, string when)
    {
        if (copy.ContainsKey(when))
        {
            copy.Remove(member);
        }

        return copy;
    }
}
