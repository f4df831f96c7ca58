using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary><c>Issuers</c> of an API or an operation: whose tokens are accepted there, by their names in the file's <c>Issuers</c>.</summary>
internal static class AcceptedIssuers
{
    /// <summary>Of an API. Empty when the member is not there: all are accepted.</summary>
    public static ImmutableArray<string> Read(ObjectReader reader, ImmutableArray<string> known, MistakeList mistakes) =>
        [.. ReadKnown(reader, known, mistakes).Select(name => name.Value)];

    /// <summary>Of an operation: its own, which may only narrow the API's; without own ones the API's.</summary>
    public static ImmutableArray<string> ReadWithin(
        ObjectReader reader, ImmutableArray<string> ofApi, ImmutableArray<string> known, MistakeList mistakes)
    {
        var own = ReadKnown(reader, known, mistakes);
        foreach (var name in own.Where(name => !ofApi.IsEmpty && !ofApi.Contains(name.Value)))
        {
            mistakes.Add(
                name.Place,
                MistakeCode.WiderThanApi,
                $"{Wording.Quote(name.Written)} is not among the \"Issuers\" of the API ({Wording.List(ofApi)}), which an operation can only narrow");
        }

        return own.IsEmpty ? ofApi : [.. own.Select(name => name.Value)];
    }

    private static ImmutableArray<JsonText> ReadKnown(ObjectReader reader, ImmutableArray<string> known, MistakeList mistakes)
    {
        var names = reader.Texts("Issuers").ToLookup(name => known.Contains(name.Value));
        foreach (var name in names[false])
        {
            mistakes.Add(
                name.Place,
                MistakeCode.UnknownIssuer,
                $"{Wording.Quote(name.Written)} is not one of the file's \"Issuers\"{DidYouMean.For(name.Value, known)}");
        }

        return [.. names[true]];
    }
}
