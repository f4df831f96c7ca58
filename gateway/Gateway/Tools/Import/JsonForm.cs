using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tools.Import;

/// <summary>JSON as people write it: what fits stands on one line, with spaces inside the braces.</summary>
internal static class JsonForm
{
    private const int WidthMax = 110;

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Quote(string text) => JsonSerializer.Serialize(text, Options);

    /// <param name="indent">Of the line on which it begins.</param>
    public static string Of(JsonNode? node, string indent)
    {
        if (OneLine(node) is { Length: <= WidthMax } line)
        {
            return line;
        }

        var inner = $"{indent}  ";
        return node switch
        {
            JsonObject map => Block('{', map.Select(member => $"{Quote(member.Key)}: {Of(member.Value, inner)}"), '}', indent),
            JsonArray list => Block('[', list.Select(item => Of(item, inner)), ']', indent),
            _ => OneLine(node),
        };
    }

    public static string Block(char open, IEnumerable<string> parts, char close, string indent, string between = ",\n") =>
        $"{open}\n{string.Join(between, parts.Select(part => $"{indent}  {part}"))}\n{indent}{close}";

    private static string OneLine(JsonNode? node) => node switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonObject map => $"{{ {string.Join(", ", map.Select(member => $"{Quote(member.Key)}: {OneLine(member.Value)}"))} }}",
        JsonArray list => $"[{string.Join(", ", list.Select(OneLine))}]",
        _ => node?.ToJsonString(Options) ?? "null",
    };
}
