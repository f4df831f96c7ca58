using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>
/// Binds part of a <c>Yarp</c> object to YARP's own record. First the tree is compared with the record, leaf by leaf, so that every
/// mistake has its place; a tree that passes cannot fail to bind.
/// </summary>
internal static partial class YarpBinder
{
    public static readonly JsonSerializerOptions Options = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new HttpVersionConverter(), new SslProtocolsConverter(), new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>Null when there are mistakes.</summary>
    public static T? Bind<T>(JsonNode node, string subject, MistakeList mistakes)
        where T : class =>
        Fits(node, Options.GetTypeInfo(typeof(T)), subject, mistakes)
            ? JsonSerializer.Deserialize<T>(JsonTreeWriter.Write(node), Options)
            : null;

    private static bool Fits(JsonNode node, JsonTypeInfo type, string subject, MistakeList mistakes)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                var names = type.Properties.Select(property => property.Name).ToArray();
                return ObjectReader.Open(node, subject, mistakes, names) is not null
                    && All(((JsonObject)node).Members, member =>
                        type.Properties.FirstOrDefault(property => property.Name == member.Name) is { } property
                        && Fits(member.Value, Options.GetTypeInfo(property.PropertyType), Wording.Quote(member.Name), mistakes));

            case JsonTypeInfoKind.Dictionary:
                return JsonValue.Object(node, subject, mistakes) is { } map
                    && All(map.Members, member =>
                        Fits(member.Value, Options.GetTypeInfo(type.ElementType!), Wording.Quote(member.Name), mistakes));

            case JsonTypeInfoKind.Enumerable:
                var items = JsonValue.NonEmptyItems(node, subject, mistakes);
                return !items.IsEmpty
                    && All(items, item => Fits(item, Options.GetTypeInfo(type.ElementType!), $"an element of {subject}", mistakes));

            default:
                return LeafFits(node, type.Type, subject, mistakes);
        }
    }

    /// <summary>Looks at each, also after one that does not fit: every mistake is reported.</summary>
    private static bool All<T>(IEnumerable<T> parts, Func<T, bool> fits) => parts.Aggregate(true, (all, part) => fits(part) && all);

    private static bool LeafFits(JsonNode node, Type type, string subject, MistakeList mistakes)
    {
        try
        {
            // YARP's records take null for most members and then fail later, or not at all; leaving the member out says the same.
            if (node is not JsonNull && IsExact(node, Nullable.GetUnderlyingType(type) ?? type))
            {
                JsonSerializer.Deserialize(JsonTreeWriter.Write(node), type, Options);
                return true;
            }
        }
        catch (JsonException)
        {
            // Reported below, in the words of the file.
        }

        if (node is not JsonUnusable)
        {
            mistakes.Add(node.Place, MistakeCode.WrongType, $"{subject} has to be {Describe(type)}, not {Given(node)}");
        }

        return false;
    }

    /// <summary>The serializer would take more: the name of an enumeration's value in any case, a time with digits left out.</summary>
    private static bool IsExact(JsonNode node, Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => node is JsonText time && TimeForm.IsMatch(time.Value),
        _ when type == typeof(SslProtocols) => true,
        { IsEnum: true } => node is JsonText name && Enum.GetNames(type).Contains(name.Value, StringComparer.Ordinal),
        _ => true,
    };

    private static string Given(JsonNode node) => node switch
    {
        JsonText text => Wording.Quote(text.Written),
        JsonNumber number => number.Digits,
        _ => node.Kind,
    };

    public static string Describe(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => "a string",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(TimeSpan) => "a time like \"00:00:10\"",
            _ when type == typeof(Version) => "\"1.0\", \"1.1\", \"2\" or \"3\"",
            _ when type == typeof(Uri) => "an address",
            _ when type == typeof(SslProtocols) => "an array of \"Tls12\" and \"Tls13\"",
            { IsEnum: true } => $"one of {Wording.List(Enum.GetNames(type))}",
            _ => "a number",
        };
    }

    [GeneratedRegex(@"\A-?([0-9]{1,7}\.)?([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?\z")]
    public static partial Regex TimeForm { get; }
}
