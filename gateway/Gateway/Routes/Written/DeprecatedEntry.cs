using System.Text.RegularExpressions;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary><c>Deprecated</c> of an API, or of an operation, which then has nothing of the API's.</summary>
internal static partial class DeprecatedEntry
{
    public const string Member = "Deprecated";

    public static Deprecation? Read(JsonNode? node, MistakeList mistakes)
    {
        if (node is null || ObjectReader.Open(node, $"\"{Member}\"", mistakes, DeprecatedShape.Object.Names) is not { } reader)
        {
            return null;
        }

        reader.Require("Since", reader.Place, "the day from which on it is deprecated, like \"2026-01-31\"");
        var since = Day.Read(reader, "Since", mistakes);
        var sunset = Day.Read(reader, "Sunset", mistakes);
        if (sunset < since)
        {
            mistakes.Add(reader.Find("Sunset")!.Place, MistakeCode.BadDate, "\"Sunset\" is before \"Since\": what is gone is not deprecated any more (RFC 9745 section 4)");
        }

        var link = reader.Text("Link");
        if (link is not null && !Address.IsMatch(link.Value))
        {
            mistakes.Add(link.Place, MistakeCode.BadAddress, $"\"Link\" {Wording.Quote(link.Written)} has to be a whole http or https address, in ASCII");
        }

        return since is { } day ? new Deprecation(day, sunset, link?.Value) : null;
    }

    // RFC 8288 section 3 puts it in angle brackets.
    [GeneratedRegex(@"\Ahttps?://[A-Za-z0-9\[][!#-;=?-~]*\z")]
    public static partial Regex Address { get; }
}
