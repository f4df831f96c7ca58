using System.CommandLine;
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

/// <summary>How a verb is asked for its result, and how it writes it.</summary>
internal static class Results
{
    /// <param name="formats">Those that the verb knows, its default first.</param>
    public static Option<OutputFormat> FormatOption(params IReadOnlyList<OutputFormat> formats)
    {
        string[] names = [.. formats.Select(one => one.ToString().ToLowerInvariant())];
        var option = new Option<OutputFormat>("--format")
        {
            Description = $"How to say the result: {string.Join(" or ", names)}. Default: {names[0]}.",
            HelpName = string.Join('|', names),
            DefaultValueFactory = _ => formats[0],
        };
        option.AcceptOnlyFromAmong(names);
        return option;
    }

    /// <param name="results">Records: the members of each stand beside <c>schema_version</c>.</param>
    public static void WriteJson(TextWriter to, params ReadOnlySpan<object> results) => to.WriteLine(StableJson.Of(results));

    /// <summary>JSON whose form others have laid down, as it is.</summary>
    public static void WriteDocument(TextWriter to, JsonObject document) => to.WriteLine(StableJson.Text(document));
}
