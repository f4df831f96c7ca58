using System.Text.Json.Nodes;
using Gateway.Observability;

namespace Gateway.Tools;

/// <summary>How a verb says its result; <see cref="Json"/> is <see cref="StableJson"/>.</summary>
internal enum OutputFormat
{
    Text,
    Json,

    /// <summary>Findings for code hosts and editors: SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>For a comment on a pull request; where a verb has it.</summary>
    Markdown,
}

/// <summary>Results as JSON.</summary>
internal static class Results
{
    /// <param name="result">A record: its members stand beside <c>schema_version</c>.</param>
    public static void WriteJson(TextWriter to, object result) => to.WriteLine(StableJson.Of(result));

    /// <summary>JSON whose form others have laid down, as it is.</summary>
    public static void WriteDocument(TextWriter to, JsonObject document) => to.WriteLine(StableJson.Text(document));
}
