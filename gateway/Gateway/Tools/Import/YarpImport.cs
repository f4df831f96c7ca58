using System.Collections.Immutable;
using Gateway.Routes.Json;
using Gateway.Routes.Written;
using Yarp.ReverseProxy.Configuration;
using Output = System.Text.Json.Nodes.JsonObject;

namespace Gateway.Tools.Import;

/// <summary>YARP's <c>ReverseProxy</c> section, in an <c>appsettings.json</c> or by itself.</summary>
internal sealed class YarpImport(Draft draft)
{
    private readonly LeftOvers left = draft.Left;

    /// <summary>Null: it is carried over; else why the file has none.</summary>
    public static string? Read(SourceObject root, Draft draft)
    {
        // What else an appsettings.json has is about the process.
        var section = root.TakeObject("ReverseProxy") ?? root;
        if (section.TakeObject("Routes") is not { } routes)
        {
            return "it has no \"ReverseProxy\" with \"Routes\"";
        }

        var import = new YarpImport(draft);
        var services = import.ReadServices(section.TakeObject("Clusters"));
        section.Skip("$schema");
        section.ListTheRest("of ReverseProxy");
        new ApiGrouping(draft).Add([.. routes.Members.Select(route => import.ReadRoute(route, services)).OfType<ImportedRoute>()]);
        return null;
    }

    private Dictionary<string, ImportedService> ReadServices(SourceObject? clusters)
    {
        var services = new Dictionary<string, ImportedService>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, place, value) in clusters?.Members ?? [])
        {
            if (value is not JsonObject cluster)
            {
                left.Add(place, $"cluster {Wording.Quote(name)} is not carried over: it is {value.Kind}");
                continue;
            }

            var written = new YarpSettings(left).Carry<ClusterConfig>(cluster, $"of cluster {Wording.Quote(name)}");
            written.Remove(nameof(ClusterConfig.Destinations), out var destinations);
            var addressed = (destinations as Output ?? []).ToLookup(one => (one.Value as Output)?["Address"] is not null);
            foreach (var (destination, _) in addressed[false])
            {
                left.Add(place, $"destination {Wording.Quote(destination)} of cluster {Wording.Quote(name)} is not carried over: it has no address");
            }

            services[name] = new ImportedService(
                name, [.. addressed[true].Select(one => KeyValuePair.Create(one.Key, one.Value!.DeepClone().AsObject()))], written);
        }

        return services;
    }

    private ImportedRoute? ReadRoute(JsonMember member, Dictionary<string, ImportedService> services)
    {
        if (member.Value is not JsonObject written)
        {
            left.Add(member.Place, $"route {Wording.Quote(member.Name)} is not carried over: it is {member.Value.Kind}");
            return null;
        }

        var route = new SourceObject(written, left);
        var of = $"of route {Wording.Quote(member.Name)}";
        var match = route.TakeObject("Match") ?? SourceObject.Empty(left);
        var methods = ImportedMethods.Read(match.TakeList("Methods"), left);
        var path = match.TakeText("Path") ?? "";
        var condition = ((string[])["Hosts", "Headers", "QueryParameters"]).Select(match.Take).FirstOrDefault(found => found is not null);
        match.ListTheRest($"of Match {of}");
        var service = services.GetValueOrDefault(route.TakeText("ClusterId") ?? "");
        var requirement = ReadPolicy(route);
        route.Skip("RouteId");
        var transforms = new YarpPaths(path, route.Take("Transforms")?.Value as JsonArray);
        var settings = new YarpSettings(left).Carry<YarpRouteSettings>(transforms.WithoutPaths(written), of);
        var (outside, problem) = ImportedPath.Read(TwoStars(path));
        var (inside, insideProblem) = ImportedPath.Read(TwoStars(transforms.Inside ?? path));
        var why = condition is not null ? $"operations do not depend on {Wording.Quote(condition.Name)}"
            : path.Length == 0 ? "it names no path"
            : problem is not null ? $"the path {problem}"
            : transforms.Inside is null || insideProblem is not null ? "its transforms change the path in a way that a prefix and \"Upstream\" cannot"
            : service is not { Addresses.IsEmpty: false } ? "its cluster has no destination"
            : null;
        if (why is null)
        {
            return new ImportedRoute(methods, outside, inside, service!, settings, requirement, member.Place);
        }

        left.Add(member.Place, $"route {Wording.Quote(member.Name)} is not carried over: {why}");
        return null;
    }

    /// <summary>What a policy's name stands for is written in the program; and without one the program's fallback policy counts, if it has one.</summary>
    private static DraftRequirement ReadPolicy(SourceObject route) => route.TakeText("AuthorizationPolicy") switch
    {
        null or "" => DraftRequirement.Undecided("has no AuthorizationPolicy: say what it needs, or that it is public"),
        var name when name.Equals("anonymous", StringComparison.OrdinalIgnoreCase) =>
            DraftRequirement.Public("AuthorizationPolicy Anonymous in YARP"),
        var name => DraftRequirement.Undecided(
            $"has the AuthorizationPolicy {Wording.Quote(name)}, which is written in the program: say what it asks for"),
    };

    /// <summary>A catch-all of ASP.NET Core may be written with one.</summary>
    private static string TwoStars(string path) => path.Replace("{**", "{*", StringComparison.Ordinal).Replace("{*", "{**", StringComparison.Ordinal);
}
