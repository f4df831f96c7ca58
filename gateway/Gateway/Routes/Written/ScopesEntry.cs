using System.Collections.Immutable;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>What an operation writes under <c>Scopes</c>: one scope, or <c>AllOf</c> or <c>AnyOf</c>, which nest.</summary>
internal sealed class ScopesEntry(ScopeCatalogue catalogue, MistakeList mistakes)
{
    private const string Advice = "write { \"AllOf\": [ … ] } for all of them or { \"AnyOf\": [ … ] } for one of them";

    public ScopeExpression? Read(JsonNode node) => Alternatives(node) is { } alternatives ? new ScopeExpression(alternatives) : null;

    private ImmutableArray<ImmutableArray<Scope>>? Alternatives(JsonNode node)
    {
        switch (node)
        {
            case JsonObject known:
                return Combination(known);
            case JsonArray:
                mistakes.Add(node.Place, MistakeCode.BadScopes, $"a list of scopes has to say what it means: {Advice}");
                return null;
            default:
                var name = JsonValue.Text(node, "a scope", mistakes);
                return name is not null && catalogue.Find(name, mistakes) is { } scope ? ScopeAlternatives.One(scope) : null;
        }
    }

    private ImmutableArray<ImmutableArray<Scope>>? Combination(JsonObject node)
    {
        var reader = ObjectReader.Open(node, "\"Scopes\"", mistakes, ScopesShape.Object.Names)!;
        if (reader.Has("AllOf") == reader.Has("AnyOf"))
        {
            var problem = reader.Has("AllOf")
                ? "\"AllOf\" beside \"AnyOf\" can be read in two ways; nest one in the other"
                : $"\"Scopes\" has neither \"AllOf\" nor \"AnyOf\": {Advice}";
            mistakes.Add(node.Place, MistakeCode.BadScopes, problem);
            return null;
        }

        var all = reader.Find("AllOf");
        var list = (all ?? reader.Find("AnyOf"))!;
        var parts = new List<ImmutableArray<ImmutableArray<Scope>>>();
        var items = JsonValue.NonEmptyItems(list.Value, Wording.Quote(list.Name), mistakes);
        foreach (var item in items)
        {
            if (Alternatives(item) is { } part)
            {
                parts.Add(part);
            }
        }

        if (items.IsEmpty || parts.Count < items.Length)
        {
            return null;
        }

        var alternatives = all is not null ? ScopeAlternatives.All(parts) : ScopeAlternatives.Any(parts);
        if (alternatives is null)
        {
            mistakes.Add(
                node.Place,
                MistakeCode.TooManyAlternatives,
                $"this comes to more than {ScopeAlternatives.Max} alternatives; add a scope to the catalogue that stands for some of them");
        }

        return alternatives;
    }
}
