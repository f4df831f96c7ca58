using System.Text.RegularExpressions;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary><c>OpenApi</c> of an API.</summary>
internal static partial class OpenApiEntry
{
    public static OpenApiSource? Read(ObjectReader reader, MistakeList mistakes)
    {
        if (reader.Text("OpenApi") is not { } text)
        {
            return null;
        }

        if (!Form.IsMatch(text.Value))
        {
            mistakes.Add(
                text.Place,
                MistakeCode.BadOpenApi,
                $"\"OpenApi\" {Wording.Quote(text.Written)} has to be a path of the service, like \"/openapi/v1.json\", or the name of a file, like \"orders.json\"");
            return null;
        }

        return text.Value.StartsWith('/')
            ? new OpenApiSource(text.Value, null)
            : new OpenApiSource(null, Path.Combine(Path.GetDirectoryName(text.Place.File) ?? "", text.Value));
    }

    [GeneratedRegex(SchemaPattern.OpenApi)]
    private static partial Regex Form { get; }
}
