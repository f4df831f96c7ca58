using System.Security.Authentication;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gateway.Routes.Written;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes.Schema;

/// <summary>
/// The <c>Yarp</c> of an API: the members of YARP's own records, as <see cref="YarpBinder"/> finds them, without those that
/// <see cref="YarpRefusals"/> refuses. <see cref="YarpMembers"/> says what each is for.
/// </summary>
internal static class YarpShape
{
    public static readonly ObjectShape Object = new(
        MemberOf("Cluster", typeof(ClusterConfig)),
        MemberOf("Route", typeof(YarpRouteSettings)));

    private static Member MemberOf(string path, Type type)
    {
        var (meaning, example) = YarpMembers.All[path];
        return new Member(path.Split('.')[^1], YarpMembers.Narrower(path) ?? ValueOf(path, type), meaning)
        {
            Required = path == YarpMembers.DestinationAddress,
            Example = example,
        };
    }

    private static ValueShape ValueOf(string path, Type type)
    {
        var known = YarpBinder.Options.GetTypeInfo(type);
        return known.Kind switch
        {
            JsonTypeInfoKind.Object => ObjectOf(path, known).Value(),
            JsonTypeInfoKind.Dictionary => new ValueShape("object", () => new JsonObject
            {
                ["type"] = "object",
                ["minProperties"] = path == YarpMembers.Destinations ? 1 : 0,
                ["propertyNames"] = new JsonObject { ["not"] = new JsonObject { ["pattern"] = SchemaPattern.Variable } },
                ["additionalProperties"] = ValueOf(path, known.ElementType!).Schema,
            }),
            JsonTypeInfoKind.Enumerable => new ValueShape("array", () => new JsonObject
            {
                ["type"] = "array",
                ["items"] = ValueOf(path, known.ElementType!).Schema,
                ["minItems"] = 1,
            }),
            _ => Leaf(Nullable.GetUnderlyingType(type) ?? type),
        };
    }

    private static ObjectShape ObjectOf(string path, JsonTypeInfo type) => new(
    [
        .. type.Properties
            .Where(property => !YarpRefusals.Refuses(property.Name))
            .Select(property => MemberOf($"{path}.{property.Name}", property.PropertyType)),
    ]);

    private static ValueShape Leaf(Type type) => new(YarpBinder.Describe(type), () => type switch
    {
        _ when type == typeof(bool) => Rule.Of("""{ "type": "boolean" }"""),
        _ when type == typeof(TimeSpan) => Values.Form("", SchemaPattern.Of(YarpBinder.TimeForm)).Schema,
        _ when type == typeof(Version) => Values.Choice("", "1.0", "1.1", "2", "2.0", "3", "3.0").Schema,
        _ when type == typeof(SslProtocols) => Rule.Of("""{ "type": "array", "items": { "enum": ["Tls12", "Tls13"] }, "minItems": 1 }"""),
        _ when type == typeof(int) => Rule.Of($$"""{ "type": "integer", "minimum": {{int.MinValue}}, "maximum": {{int.MaxValue}} }"""),
        _ when type == typeof(long) => Rule.Of("""{ "type": "integer" }"""),
        { IsEnum: true } => Values.Choice("", Enum.GetNames(type)).Schema,
        _ when type == typeof(string) || type == typeof(Uri) => Rule.Of($$"""{ "type": "string", "not": { "pattern": "\\$\\{" } }"""),
        _ => throw new NotSupportedException($"YARP has a member of the type {type}, of which the schema knows nothing."),
    });
}
