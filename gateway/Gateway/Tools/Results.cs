using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Gateway.Tools;

/// <summary>How a verb says its result. <see cref="Json"/> is stable: members are added, never renamed or removed, without another schema version.</summary>
internal enum OutputFormat
{
    Text,
    Json,

    /// <summary>Findings for code hosts and editors: SARIF 2.1.0.</summary>
    Sarif,
}

/// <summary>Results as JSON: one document with its <c>schema_version</c> first, snake_case, absent members left out.</summary>
internal static class Results
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
    public static void WriteJson(TextWriter to, object result)
    {
        var document = JsonSerializer.SerializeToNode(result, result.GetType(), Options)!.AsObject();
        document.Insert(0, "schema_version", SchemaVersion);
        WriteDocument(to, document);
    }

    /// <summary>JSON whose form others have laid down, as it is.</summary>
    public static void WriteDocument(TextWriter to, JsonObject document) => to.WriteLine(document.ToJsonString(Options));
}
