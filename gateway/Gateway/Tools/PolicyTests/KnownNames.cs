using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>Names that something defines and the file uses: another is a mistake, with the name that was probably meant.</summary>
/// <param name="Code">Of the mistake.</param>
/// <param name="Otherwise">What is to be said of an unknown name: <c>is not in the catalogue</c>.</param>
internal sealed record KnownNames(ImmutableArray<string> Names, string Code, string Otherwise)
{
    public static KnownNames ScopesOf(RouteTable table) =>
        new([.. table.Scopes.Select(scope => scope.Name)], MistakeCode.UnknownScope, "is not in the catalogue (Scopes)");

    /// <summary>The name, when there is one and it is known.</summary>
    public string? Find(JsonText? name, MistakeList mistakes)
    {
        if (name is null || Names.Contains(name.Value, StringComparer.Ordinal))
        {
            return name?.Value;
        }

        mistakes.Add(name.Place, Code, $"{Wording.Quote(name.Written)} {Otherwise}{DidYouMean.For(name.Value, Names)}");
        return null;
    }

    public ImmutableArray<string> FindAll(IEnumerable<JsonText> names, MistakeList mistakes) =>
        [.. names.Select(name => Find(name, mistakes)).OfType<string>()];
}
