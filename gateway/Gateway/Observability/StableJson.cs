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
    private const string VersionMember = "schema_version";
    private const int Version = 1;

    /// <summary>For logs: everything but plain ASCII is written as <c>\u</c> and four digits.</summary>
    private static readonly JsonSerializerOptions LineOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

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

    /// <param name="results">Records: the members of each stand beside <c>schema_version</c>.</param>
    public static string Of(params ReadOnlySpan<object> results)
    {
        var document = new JsonObject { [VersionMember] = Version };
        foreach (var result in results)
        {
            foreach (var (name, value) in JsonSerializer.SerializeToNode(result, result.GetType(), Options)!.AsObject())
            {
                document.Add(name, value?.DeepClone());
            }
        }

        return Text(document);
    }

    /// <summary>As it is written, without a version of ours.</summary>
    public static string Text(JsonObject document) => document.ToJsonString(Options);

    /// <summary>A line of a log, with its end. It has no version: a file of lines outlives the program that wrote some of them.</summary>
    public static byte[] LineOf(object record) => [.. JsonSerializer.SerializeToUtf8Bytes(record, record.GetType(), LineOptions), (byte)'\n'];

    /// <summary>A question to the admin listener, which nobody keeps: the same without the version.</summary>
    public static string Question(object question) => JsonSerializer.Serialize(question, question.GetType(), Options);

    /// <summary>Throws <see cref="JsonException"/> when it is something else.</summary>
    public static T ReadQuestion<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException();

    /// <summary>What <see cref="Of"/> wrote; throws <see cref="JsonException"/> when it is something else.</summary>
    public static T Read<T>(string json) =>
        JsonNode.Parse(json) is JsonObject document && document[VersionMember] is JsonValue version && version.TryGetValue(out int number)
            && number == Version && document.Deserialize<T>(Options) is { } result
            ? result
            : throw new JsonException();

    /// <summary>An answer of the admin listener. It is about this moment: no cache keeps it.</summary>
    public static Task WriteAsync(HttpContext context, params ReadOnlySpan<object> results)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Of(results) + "\n", context.RequestAborted);
    }
}
