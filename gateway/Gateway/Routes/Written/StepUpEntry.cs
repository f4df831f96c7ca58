using System.Text.RegularExpressions;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>The <c>StepUp</c> of an operation: how well and how recently the user has to have signed in (RFC 9470).</summary>
internal static partial class StepUpEntry
{
    public static StepUp? Read(JsonNode node, MistakeList mistakes)
    {
        if (ObjectReader.Open(node, "\"StepUp\"", mistakes, StepUpShape.Object.Names) is not { } reader)
        {
            return null;
        }

        if (reader.IsEmpty)
        {
            mistakes.Add(reader.Place, MistakeCode.EmptyValue, "\"StepUp\" is empty; name \"Acr\", \"MaxAge\" or both");
        }

        var acr = reader.Texts("Acr");
        foreach (var value in acr.Where(value => !AcrValue.IsMatch(value.Value)))
        {
            mistakes.Add(
                value.Place,
                MistakeCode.BadAcr,
                $"{Wording.Quote(value.Written)} cannot be a value of acr: visible ASCII without space, '\"' and '\\' (RFC 9470 section 3)");
        }

        return new StepUp([.. acr.Select(value => value.Value)], Duration.Read(reader, "MaxAge", "1s", "365d", "5m", mistakes));
    }

    // acr_values separates them by spaces and the challenge quotes them.
    [GeneratedRegex(@"\A[\x21\x23-\x5B\x5D-\x7E]+\z")]
    public static partial Regex AcrValue { get; }
}
