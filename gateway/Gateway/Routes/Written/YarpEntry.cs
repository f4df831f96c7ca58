using Gateway.Routes.Json;
using Gateway.Routes.Schema;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes.Written;

/// <summary>What <c>Yarp</c> says about every route of the API, in YARP's words.</summary>
internal sealed record YarpRouteSettings(
    IReadOnlyList<IReadOnlyDictionary<string, string>>? Transforms = null,
    TimeSpan? Timeout = null,
    long? MaxRequestBodySize = null,
    IReadOnlyDictionary<string, string>? Metadata = null);

/// <summary><c>Yarp</c> in an API: settings of its cluster and its routes that the gateway has no words of its own for.</summary>
internal sealed record YarpEntry(ClusterConfig Cluster, YarpRouteSettings Route)
{
    public static readonly YarpEntry Empty = new(new ClusterConfig(), new YarpRouteSettings());

    /// <summary>Null when there are mistakes.</summary>
    public static YarpEntry? Read(JsonNode node, MistakeList mistakes)
    {
        var reader = ObjectReader.Open(YarpRefusals.Remove(node, mistakes), "\"Yarp\"", mistakes, YarpShape.Object.Names);
        if (reader is null)
        {
            return null;
        }

        var cluster = Bind(reader, "Cluster", Empty.Cluster, mistakes);
        CheckDestinations(node.At("Cluster", "Destinations"), mistakes);
        CheckCertificate(node.At("Cluster", "HttpClient", "DangerousAcceptAnyServerCertificate"), mistakes);
        var route = Bind(reader, "Route", Empty.Route, mistakes);
        YarpTransforms.Check(node.At("Route", "Transforms"), mistakes);
        CheckActivityTimeout(cluster?.HttpRequest?.ActivityTimeout, node.At("Cluster", "HttpRequest", "ActivityTimeout"), mistakes);
        return cluster is null || route is null ? null : new YarpEntry(cluster, route);
    }

    private static T? Bind<T>(ObjectReader reader, string name, T absent, MistakeList mistakes)
        where T : class =>
        reader.Find(name) is { } member
            ? YarpBinder.Bind<T>(YarpRefusals.Remove(member.Value, mistakes), Wording.Quote(name), mistakes)
            : absent;

    private static void CheckDestinations(JsonNode? destinations, MistakeList mistakes)
    {
        if (destinations is not JsonObject known)
        {
            return;
        }

        foreach (var destination in JsonValue.NonEmptyMembers(known, "\"Destinations\"", mistakes))
        {
            if (destination.Value is JsonObject && destination.Value.At("Address") is null)
            {
                var message = $"destination {Wording.Quote(destination.Name)} has no \"Address\": where the service is";
                mistakes.Add(destination.Place, MistakeCode.MissingMember, message);
            }

            foreach (var name in (string[])["Address", "Health"])
            {
                if (destination.Value.At(name) is JsonText address)
                {
                    Address.Read(address, Wording.Quote(name), mistakes);
                }
            }
        }
    }

    /// <summary>YARP accepts any, and fails on every request with one that is not positive.</summary>
    private static void CheckActivityTimeout(TimeSpan? time, JsonNode? written, MistakeList mistakes)
    {
        if (time <= TimeSpan.Zero && written is not null)
        {
            mistakes.Add(written.Place, MistakeCode.RefusedSetting, "the time has to be more than nothing, like \"00:00:30\"");
        }
    }

    private static void CheckCertificate(JsonNode? any, MistakeList mistakes)
    {
        if (any is JsonBoolean { Value: true })
        {
            mistakes.Add(
                any.Place,
                MistakeCode.RefusedSetting,
                "\"DangerousAcceptAnyServerCertificate\" would let anyone answer for the service; "
                + "give the service a certificate that the host trusts");
        }
    }
}
