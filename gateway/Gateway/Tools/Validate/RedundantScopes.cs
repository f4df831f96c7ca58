using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Tools.Validate;

/// <summary>
/// Scopes of an operation that change nothing: in an <c>AllOf</c> what another item brings along, in an <c>AnyOf</c> what another item
/// accepts already. As the file has them, since the compiled rule has dropped most of it.
/// </summary>
internal sealed class RedundantScopes(RouteTable table, Places places, Operation operation)
{
    public IEnumerable<Mistake> Find() =>
        places.Find(operation, "Scopes") is { Node: var written, File: var file }
            ? In(written).Select(one => new Mistake(file, one.At.Place.Line, one.At.Place.Column, one.Code, one.Message))
            : [];

    private IEnumerable<(JsonNode At, string Code, string Message)> In(JsonNode node)
    {
        if (node is not JsonObject { Members: [{ Name: var list, Value: JsonArray { Items: var items } }] })
        {
            return [];
        }

        return Redundant(items, list == "AllOf").Concat(items.SelectMany(In));
    }

    /// <summary>Of two that mean the same the later is the one too many.</summary>
    private IEnumerable<(JsonNode At, string Code, string Message)> Redundant(ImmutableArray<JsonNode> items, bool all)
    {
        var kept = items.ToList();
        foreach (var item in items.Reverse())
        {
            var others = kept.Where(other => other != item).ToList();
            if (others.Find(other => all ? Implies(other, item) : Implies(item, other)) is not { } other)
            {
                continue;
            }

            kept = others;
            yield return all
                ? (item, "redundant-scope", $"{Text(item)} changes nothing: whoever has {Text(other)} has it")
                : (item, "redundant-alternative", $"{Text(item)} changes nothing: whoever has it has {Text(other)}, which suffices");
        }
    }

    /// <summary>Whoever holds the one holds the other.</summary>
    private bool Implies(JsonNode one, JsonNode other) =>
        Alternatives(one).All(held => Alternatives(other).Any(needed => needed.All(scope => held.Any(has => scope.GrantedBy.Contains(has.Name)))));

    private ImmutableArray<ImmutableArray<Scope>> Alternatives(JsonNode node) => node switch
    {
        JsonText name => ScopeAlternatives.One(table.Scopes.Single(scope => scope.Name == name.Value)),
        JsonObject { Members: [{ Name: "AllOf", Value: JsonArray list }] } => ScopeAlternatives.All(list.Items.Select(Alternatives))!.Value,
        JsonObject { Members: [{ Value: JsonArray list }] } => ScopeAlternatives.Any(list.Items.Select(Alternatives))!.Value,
        _ => [],
    };

    private string Text(JsonNode node) => string.Join(" or ", Alternatives(node).Select(alternative => string.Join(' ', alternative.Select(scope => scope.Name))));
}
