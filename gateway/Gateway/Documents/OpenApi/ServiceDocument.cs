using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Documents.OpenApi;

/// <summary>What a service says of itself: an OpenAPI document of version 3.0 or 3.1, as it is written.</summary>
/// <param name="BasePath">The path of its first server, which is in front of all its paths; no final "/".</param>
internal sealed record ServiceDocument(JsonObject Root, bool Is30, string BasePath)
{
    private const int DepthMax = 64;

    public static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch"];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };

    /// <summary>The document, or what is wrong with it.</summary>
    public static (ServiceDocument? Document, string? Problem) Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read((JsonObject)Copy(document.RootElement)!) : (null, "it is no JSON object");
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return (null, "it is not JSON"); // or has an escape that is half a character
        }
    }

    /// <summary>Its operations: a path as it is written, a method in lower case, and the two objects that say what it is.</summary>
    public IEnumerable<ServiceOperation> Operations =>
        from path in Root["paths"] as JsonObject ?? []
        where path.Key.StartsWith('/')
        let item = Pointers.Follow(Root, path.Value) as JsonObject
        where item is not null
        from method in Methods
        let operation = item[method] as JsonObject
        where operation is not null
        select new ServiceOperation(path.Key, method, item, operation);

    /// <summary>Whether it is the same document.</summary>
    public bool Says(ServiceDocument other) => JsonNode.DeepEquals(Root, other.Root);

    private static (ServiceDocument?, string?) Read(JsonObject root)
    {
        var version = Texts.Of(root["openapi"]) ?? "";
        var is30 = version.StartsWith("3.0.", StringComparison.Ordinal);
        return is30 || version.StartsWith("3.1.", StringComparison.Ordinal)
            ? (new ServiceDocument(root, is30, BasePathOf(root)), null)
            : (null, "it is no document of OpenAPI 3.0 or 3.1");
    }

    /// <summary>A server with a variable in it says nothing that could be compared.</summary>
    private static string BasePathOf(JsonObject root)
    {
        var url = Texts.Of((root["servers"] as JsonArray)?.FirstOrDefault() is JsonObject server ? server["url"] : null) ?? "";
        var path = url.StartsWith('/') ? url : Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.AbsolutePath : "";
        return path.Contains('{', StringComparison.Ordinal) ? "" : path.TrimEnd('/');
    }

    /// <summary>Read at once: a text that is none would else be found in the middle of something.</summary>
    private static JsonNode? Copy(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Copy(member.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Copy)]),
        JsonValueKind.String => JsonValue.Create(element.GetString()),
        JsonValueKind.Number => Number(element),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => null,
    };

    private static JsonValue Number(JsonElement element) =>
        element.TryGetInt64(out var whole) ? JsonValue.Create(whole)
        : decimal.TryParse(element.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? JsonValue.Create(exact)
        : JsonValue.Create(element.Clone())!;
}

/// <param name="Path">As the document has it, without the base path.</param>
/// <param name="Item">What all methods of the path share.</param>
internal sealed record ServiceOperation(string Path, string Method, JsonObject Item, JsonObject Operation);
