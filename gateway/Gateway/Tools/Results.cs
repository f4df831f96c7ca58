using System.CommandLine;
using Gateway.Observability;

namespace Gateway.Tools;

/// <summary>How a verb says its result; <see cref="Json"/> is <see cref="StableJson"/>.</summary>
internal enum OutputFormat
{
    Text,
    Json,
}

/// <summary>How a verb is asked for its result, and how it writes it.</summary>
internal static class Results
{
    public static Option<OutputFormat> FormatOption() =>
        new("--format") { Description = "How to say the result: text or json.", HelpName = "text|json" };

    /// <param name="results">Records: the members of each stand beside <c>schema_version</c>.</param>
    public static void WriteJson(TextWriter to, params ReadOnlySpan<object> results) => to.WriteLine(StableJson.Of(results));
}
