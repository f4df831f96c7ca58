using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Gateway.Observability;

/// <summary>
/// The JSON that other programs read, from a verb or from the admin listener: one document with its <c>schema_version</c> first, snake_case,
/// absent members left out. Within one version members are added, never renamed or removed.
/// </summary>
internal static class StableJson
{
    private const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <param name="result">A record: its members stand beside <c>schema_version</c>.</param>
    public static string Of(object result)
    {
        var document = JsonSerializer.SerializeToNode(result, result.GetType(), Options)!.AsObject();
        document.Insert(0, "schema_version", SchemaVersion);
        return Text(document);
    }

    /// <summary>As it is written, without a version of ours.</summary>
    public static string Text(JsonObject document) => document.ToJsonString(Options);

    /// <summary>What <see cref="Of"/> wrote; throws <see cref="JsonException"/> when it is something else.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException();

    /// <summary>An answer of the admin listener. It is about this moment: no cache keeps it.</summary>
    public static Task WriteAsync(HttpContext context, object result)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Of(result) + "\n", context.RequestAborted);
    }
}
