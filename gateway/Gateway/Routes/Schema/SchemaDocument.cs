using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Routes.Schema;

/// <summary>A JSON Schema (draft 2020-12) as editors and other programs load it.</summary>
internal static class SchemaDocument
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <param name="definitions">What its <c>$ref</c>s name.</param>
    public static string Write(string title, string description, ObjectShape root, JsonObject? definitions = null)
    {
        var schema = root.Value().Schema;
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        schema.Insert(2, "description", description);
        if (definitions is not null)
        {
            schema["$defs"] = definitions;
        }

        return schema.ToJsonString(Options);
    }
}
