using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Tools.Import;

/// <summary>
/// An object of the source. Whoever carries a member over takes it; what nobody took is listed in the end, so that a member nobody thought
/// of is listed too. Names count in any case, as in the configuration of ASP.NET Core.
/// </summary>
internal sealed class SourceObject(JsonObject json, LeftOvers left)
{
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public static SourceObject Empty(LeftOvers left) => new(new JsonObject(default, []), left);

    public Place Place => json.Place;

    public ImmutableArray<JsonMember> Members => json.Members;

    public bool Has(string name) => json.Members.Any(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public JsonMember? Take(string name)
    {
        taken.Add(name);
        return json.Members.FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Configuration writes whatever it likes as a string, so a number or a flag is one too.</summary>
    public string? TakeText(string name) =>
        Take(name) is { Value: not JsonNull } member ? TextOf(member.Value) ?? Misfit<string>(member.Value, name) : null;

    /// <summary>Null when it is not there.</summary>
    public bool? TakeFlag(string name) => TakeText(name) is { } text ? text.Equals("true", StringComparison.OrdinalIgnoreCase) : null;

    public SourceObject? TakeObject(string name) => Take(name) is { Value: not JsonNull } member ? Of(member.Value, name) : null;

    public ImmutableArray<JsonNode> TakeList(string name) => Take(name) switch
    {
        { Value: JsonArray list } => list.Items,
        { Value: not JsonNull and var other } => Misfit<ImmutableArray<JsonNode>?>(other, name) ?? [],
        _ => [],
    };

    public IEnumerable<SourceObject> TakeObjects(string name) => TakeList(name).Select(item => Of(item, name)).OfType<SourceObject>();

    /// <summary>A value as an object; null, and listed, when it is something else.</summary>
    public SourceObject? Of(JsonNode value, string name) =>
        value is JsonObject known ? new SourceObject(known, left) : Misfit<SourceObject>(value, name);

    /// <summary>They say nothing about who may call what.</summary>
    public void Skip(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            taken.Add(name);
        }
    }

    /// <param name="of">Whose they are: <c>of route "orders"</c>.</param>
    public void ListTheRest(string of)
    {
        foreach (var member in json.Members.Where(member => !taken.Contains(member.Name) && member.Value is not JsonNull))
        {
            left.Add(member.Place, $"{Wording.Quote(member.Name)} {of} is not carried over");
        }
    }

    private T? Misfit<T>(JsonNode value, string name)
    {
        left.Add(value.Place, $"{value.Kind} in {Wording.Quote(name)} is not carried over: something else belongs there");
        return default;
    }

    public static string? TextOf(JsonNode node) => node switch
    {
        JsonText text => text.Value,
        JsonNumber number => number.Digits,
        JsonBoolean flag => flag.Value ? "true" : "false",
        _ => null,
    };
}
