using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gateway.Routes.Written;

namespace Gateway.Documents.OpenApi;

/// <summary>What the constraints of a parameter in the routes file say, as a schema.</summary>
internal static class ParameterSchema
{
    public static JsonObject Of(ImmutableArray<PathConstraint> constraints)
    {
        var schema = new JsonObject { ["type"] = "string" };
        foreach (var constraint in constraints)
        {
            Add(schema, constraint);
        }

        return schema;
    }

    private static void Add(JsonObject schema, PathConstraint constraint)
    {
        switch (constraint.Name, constraint.Numbers)
        {
            case ("int", _):
                Be(schema, "integer", "int32");
                break;
            case ("long", _):
                Be(schema, "integer", "int64");
                break;
            case ("bool", _):
                Be(schema, "boolean", null);
                break;
            case ("guid", _):
                Be(schema, "string", "uuid");
                break;
            case ("alpha", _):
                schema["pattern"] = "^[A-Za-z]*$";
                break;
            case ("min" or "max" or "range", _):
                schema["type"] = "integer";
                Limit(schema, "minimum", constraint.Name == "max" ? null : constraint.Numbers[0]);
                Limit(schema, "maximum", constraint.Name == "min" ? null : constraint.Numbers[^1]);
                break;
            default:
                Limit(schema, "minLength", constraint.Name == "maxlength" ? null : constraint.Numbers[0]);
                Limit(schema, "maxLength", constraint.Name == "minlength" ? null : constraint.Numbers[^1]);
                break;
        }
    }

    private static void Be(JsonObject schema, string type, string? format)
    {
        schema["type"] = type;
        if (format is not null)
        {
            schema["format"] = format;
        }
    }

    private static void Limit(JsonObject schema, string limit, long? value)
    {
        if (value is not null)
        {
            schema[limit] = value;
        }
    }
}
