using Gateway.Routes.Json;

namespace Gateway.Tools.Import;

/// <summary><c>$ref</c> within one document: <c>#/components/parameters/id</c> (RFC 6901).</summary>
internal sealed class OpenApiReferences(JsonObject document)
{
    /// <summary>A chain of them is longer only when it is a circle.</summary>
    private const int StepsMax = 16;

    /// <summary>The object that is meant; null when it is not there.</summary>
    public JsonObject? Resolve(JsonNode? node)
    {
        for (var step = 0; step < StepsMax; step++)
        {
            if (node?.At("$ref") is not JsonText reference)
            {
                return node as JsonObject;
            }

            node = reference.Value.StartsWith("#/", StringComparison.Ordinal)
                ? document.At([.. reference.Value[2..].Split('/').Select(Name)])
                : null;
        }

        return null;
    }

    private static string Name(string token) =>
        Uri.UnescapeDataString(token).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
