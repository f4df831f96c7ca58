using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Tools.Import;

/// <summary>The parameters of an operation's path. An operation's own come before those of its path, which they replace.</summary>
internal sealed class OpenApiParameters(OpenApiReferences references, ImmutableArray<JsonNode> parameters)
{
    /// <summary>The constraint that says what the parameter's schema says, as far as there is one; else nothing.</summary>
    public string ConstraintOf(string name)
    {
        var parameter = parameters.Select(references.Resolve)
            .FirstOrDefault(known => Text(known?.At("name")) == name && Text(known?.At("in")) == "path");
        var schema = references.Resolve(parameter?.At("schema"));
        return (Text(schema?.At("type")), Text(schema?.At("format"))) switch
        {
            ("integer", "int64") => "long",
            ("integer", _) => "int",
            ("boolean", _) => "bool",
            ("string", "uuid") => "guid",
            _ => "",
        };
    }

    private static string? Text(JsonNode? node) => (node as JsonText)?.Value;
}
