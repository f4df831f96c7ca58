using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes.Written;

/// <summary>An entry of <c>Apis</c>, read and found right.</summary>
/// <param name="Cluster">Its destinations are in, its id is not given yet.</param>
internal sealed partial record ApiEntry(
    Place Place,
    Api Api,
    bool KeepPrefix,
    ClusterConfig Cluster,
    YarpRouteSettings Route,
    ImmutableArray<OperationEntry> Operations)
{
    /// <summary>Below it the operations of an API are looked at whose own prefix is wrong.</summary>
    private const string StandIn = "/prefix";

    /// <summary>Null when the API cannot be built; its operations have been looked at all the same.</summary>
    /// <param name="issuers">The names of the file's issuers.</param>
    /// <param name="cors">The file's.</param>
    public static ApiEntry? Read(JsonMember entry, ScopeCatalogue catalogue, ImmutableArray<string> issuers, Cors? cors, MistakeList mistakes)
    {
        var subject = $"API {Wording.Quote(entry.Name)}";
        var nameIsRight = Name.IsMatch(entry.Name);
        if (!nameIsRight)
        {
            mistakes.Add(entry.Place, MistakeCode.BadName, $"{subject}: a name is made of lower-case letters, digits and '-'");
        }

        if (ObjectReader.Open(entry.Value, subject, mistakes, ApiShape.Object.Names) is not { } reader)
        {
            return null;
        }

        var prefix = ReadPrefix(reader, entry.Place, mistakes);
        var yarp = reader.Find("Yarp") is { } settings ? YarpEntry.Read(settings.Value, mistakes) : YarpEntry.Empty;
        var timeout = TimeoutEntry.Read(reader, yarp, mistakes);
        var destinations = ReadDestinations(reader, entry, yarp, mistakes);
        var api = new Api(
            entry.Name,
            prefix ?? StandIn,
            ReadForwardClaims(reader, mistakes),
            reader.Find("Forward") is { } forward ? ForwardEntry.Read(forward.Value, mistakes) : [],
            reader.Flag("ForwardAuthorization") ?? false,
            reader.Choice(
                "Identity",
                MistakeCode.BadIdentity,
                ("assertion", IdentityForm.Assertion),
                ("headers", IdentityForm.Headers),
                ("both", IdentityForm.Both)) ?? IdentityForm.Both)
        {
            UpstreamTls = UpstreamTlsEntry.Read(reader, destinations?.Values ?? [], mistakes),
            Resilience = ResilienceEntry.Read(reader, mistakes),
            Cors = reader.Find("Cors") is { } own ? CorsEntry.Read(own, mistakes) : cors,
            Limits = RateLimitEntry.Read(reader.Find(RateLimitEntry.Member), entry.Name, isPublic: false, mistakes),
            AllowInPaths = AllowInPathsEntry.Read(reader, entry.Value.At("Yarp", "Route", "Transforms"), mistakes),
            Deprecated = DeprecatedEntry.Read(reader.Find(DeprecatedEntry.Member)?.Value, mistakes),
            Priority = PriorityEntry.Read(reader.Find(PriorityEntry.Member)?.Value, mistakes),
            Owner = reader.Text("Owner")?.Value,
            OpenApi = OpenApiEntry.Read(reader, mistakes),
            Place = entry.Place.ToString(),
        };
        var maxBody = ReadMaxBody(reader, entry.Value.At("Yarp", "Route", "MaxRequestBodySize"), mistakes);
        var keepPrefix = reader.Flag("KeepPrefix") ?? false;
        var written = reader.Require("Operations", entry.Place, "what may be called, like { \"GET /\": \"read:orders\" }");
        var conditions = new ConditionsEntry(catalogue, issuers, AcceptedIssuers.Read(reader, issuers, mistakes), mistakes);
        var operations = OperationEntry.ReadAll(written, api, conditions, mistakes);
        if (!nameIsRight || prefix is null || yarp is null || destinations is null)
        {
            return null;
        }

        var route = yarp.Route with { MaxRequestBodySize = maxBody ?? yarp.Route.MaxRequestBodySize, Timeout = timeout };
        return new ApiEntry(entry.Place, api, keepPrefix, yarp.Cluster with { Destinations = destinations }, route, operations);
    }

    /// <summary>What every service is told anyway would stand in <c>Gateway-Claims</c> where only the gateway's own word for it may.</summary>
    private static ImmutableArray<string> ReadForwardClaims(ObjectReader reader, MistakeList mistakes)
    {
        var claims = reader.Texts("ForwardClaims");
        foreach (var claim in claims)
        {
            ClaimName.Check(claim.Value, claim.Place, mistakes);
        }

        foreach (var claim in claims.Where(claim => claim.Value is "sub" or "client_id" or "iss" or "scope"))
        {
            mistakes.Add(
                claim.Place,
                MistakeCode.RefusedSetting,
                $"the service is told {Wording.Quote(claim.Value)} anyway, in a header of the gateway's; leave it out");
        }

        return [.. claims.Select(claim => claim.Value)];
    }

    private static long? ReadMaxBody(ObjectReader reader, JsonNode? yarps, MistakeList mistakes)
    {
        if (reader.Find(MaxBodyEntry.Member) is not { } member)
        {
            return null;
        }

        if (yarps is not null)
        {
            const string message = $"\"{MaxBodyEntry.Member}\" beside \"MaxRequestBodySize\" in \"Yarp\"; keep one of them";
            mistakes.Add(member.Place, MistakeCode.ConflictingMembers, message);
        }

        return MaxBodyEntry.Read(member.Value, mistakes);
    }

    private static string? ReadPrefix(ObjectReader reader, Place place, MistakeList mistakes)
    {
        reader.Require("Prefix", place, "the path its operations are below, like \"/orders\"");
        if (reader.Text("Prefix") is not { } text)
        {
            return null;
        }

        var prefix = text.Value;
        var problem = prefix switch
        {
            _ when !prefix.StartsWith('/') => "has to start with '/'",
            "/" => "cannot be '/' alone: it would take every path of the gateway; give the API a path of its own",
            _ when prefix.EndsWith('/') => "has a final '/'; leave it out",
            _ => prefix[1..].Split('/').Select(PathLiteral.Problem).FirstOrDefault(found => found is not null),
        };
        if (problem is null)
        {
            return prefix;
        }

        mistakes.Add(text.Place, MistakeCode.BadPrefix, $"\"Prefix\" {Wording.Quote(text.Written)} {problem}");
        return null;
    }

    private static IReadOnlyDictionary<string, DestinationConfig>? ReadDestinations(
        ObjectReader reader, JsonMember entry, YarpEntry? yarp, MistakeList mistakes)
    {
        var destinations = entry.Value.At("Yarp", "Cluster", "Destinations");
        if (reader.Find("Upstream") is not { } upstream)
        {
            if (destinations is null)
            {
                reader.Require("Upstream", entry.Place, "where the service is, like \"http://orders:8080\"");
            }

            return yarp?.Cluster.Destinations;
        }

        if (destinations is not null)
        {
            const string message = "\"Upstream\" beside \"Destinations\" in \"Yarp\"; keep one of them";
            mistakes.Add(upstream.Place, MistakeCode.ConflictingMembers, message);
        }

        return reader.Text("Upstream") is { } text && Address.Read(text, "\"Upstream\"", mistakes) is not null
            ? new Dictionary<string, DestinationConfig> { ["upstream"] = new() { Address = text.Value } }
            : null;
    }

    [GeneratedRegex(@"\A[a-z0-9-]+\z")]
    public static partial Regex Name { get; }
}
