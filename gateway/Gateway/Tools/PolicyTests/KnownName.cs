using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>A name that the file writes and something else defines: one that is not known is a mistake, with the name that was probably meant.</summary>
internal static class KnownName
{
    /// <param name="otherwise">What is to be said of an unknown one: <c>is not in the catalogue</c>.</param>
    public static JsonText? Find(JsonText? name, IEnumerable<string> known, string code, string otherwise, MistakeList mistakes)
    {
        if (name is null || known.Contains(name.Value, StringComparer.Ordinal))
        {
            return name;
        }

        mistakes.Add(name.Place, code, $"{Wording.Quote(name.Written)} {otherwise}{DidYouMean.For(name.Value, known)}");
        return null;
    }

    public static ImmutableArray<JsonText> FindAll(
        IEnumerable<JsonText> names, IEnumerable<string> known, string code, string otherwise, MistakeList mistakes) =>
        [.. names.Select(name => Find(name, known, code, otherwise, mistakes)).OfType<JsonText>()];
}
