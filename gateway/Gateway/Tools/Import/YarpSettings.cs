using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Gateway.Routes.Json;
using Gateway.Routes.Written;
using Output = System.Text.Json.Nodes.JsonObject;
using OutputArray = System.Text.Json.Nodes.JsonArray;
using OutputNode = System.Text.Json.Nodes.JsonNode;

namespace Gateway.Tools.Import;

/// <summary>
/// Settings in YARP's words as the routes file wants them: names in the right case, numbers and flags as such. Configuration takes both
/// otherwise.
/// </summary>
internal sealed class YarpSettings(LeftOvers left)
{
    /// <param name="of">Whose they are, for what is left over.</param>
    public Output Carry<T>(JsonObject written, string of) => Object(written, YarpBinder.Options.GetTypeInfo(typeof(T)), of);

    private Output Object(JsonObject written, JsonTypeInfo type, string of)
    {
        var carried = new Output();
        foreach (var member in written.Members.Where(member => member.Value is not JsonNull))
        {
            var property = type.Properties.FirstOrDefault(property => property.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
            if (property is not null && !YarpRefusals.Refuses(property.Name))
            {
                carried[property.Name] = Value(member.Value, property.PropertyType, of);
            }
            else if (!IsReadElsewhere(member.Name))
            {
                left.Add(member.Place, $"{Wording.Quote(member.Name)} {of} is not carried over");
            }
        }

        return carried;
    }

    private OutputNode? Value(JsonNode written, Type type, string of)
    {
        var known = YarpBinder.Options.GetTypeInfo(type);
        return (known.Kind, written) switch
        {
            (JsonTypeInfoKind.Object, JsonObject map) => Object(map, known, of),
            (JsonTypeInfoKind.Dictionary, JsonObject map) => new Output(
                map.Members.Select(member => KeyValuePair.Create(member.Name, Value(member.Value, known.ElementType!, of)))),
            (JsonTypeInfoKind.Enumerable, JsonArray list) => new OutputArray(
                [.. list.Items.Select(item => Value(item, known.ElementType!, of))]),
            _ => Leaf(SourceObject.TextOf(written), Nullable.GetUnderlyingType(type) ?? type, written),
        };
    }

    private static OutputNode? Leaf(string? text, Type type, JsonNode written) => text switch
    {
        null => OutputNode.Parse(JsonTreeWriter.Write(written)),
        _ when type == typeof(bool) && bool.TryParse(text, out var flag) => flag,
        _ when type == typeof(int) || type == typeof(long) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : text,
        _ when type.IsEnum && Enum.GetNames(type).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name => name,
        _ => text,
    };

    /// <summary>By <see cref="YarpImport"/>.</summary>
    private static bool IsReadElsewhere(string name) =>
        ((string[])["ClusterId", "RouteId", "Match", "AuthorizationPolicy"]).Contains(name, StringComparer.OrdinalIgnoreCase);
}
