using Gateway.Routes.Json;
using Output = System.Text.Json.Nodes.JsonObject;

namespace Gateway.Tools.Import;

/// <summary>Ocelot's <c>ocelot.json</c>.</summary>
internal sealed class OcelotImport
{
    private readonly Draft draft;
    private readonly LeftOvers left;
    private readonly OcelotAuthentication authentication;
    private readonly Dictionary<string, ImportedService> services = new(StringComparer.Ordinal);

    private OcelotImport(Draft draft, SourceObject global)
    {
        this.draft = draft;
        left = draft.Left;
        authentication = new OcelotAuthentication(draft, global.TakeObject("AuthenticationOptions"));
        global.ListTheRest("of GlobalConfiguration");
    }

    /// <summary>Null: it is no such file.</summary>
    public static string? Read(SourceObject root, Draft draft)
    {
        var name = root.Has("ReRoutes") ? "ReRoutes" : "Routes";
        if (!root.Has(name))
        {
            return "it has no \"Routes\", so it is no ocelot.json";
        }

        var import = new OcelotImport(draft, root.TakeObject("GlobalConfiguration") ?? SourceObject.Empty(draft.Left));
        new ApiGrouping(draft).Add([.. root.TakeObjects(name).Select(import.Read).OfType<ImportedRoute>()]);
        root.Skip("$schema");
        root.ListTheRest("of the file");
        return null;
    }

    private ImportedRoute? Read(SourceObject route)
    {
        var written = route.TakeText("UpstreamPathTemplate") ?? "";
        var of = $"of the route {Wording.Quote(written)}";
        if (route.TakeFlag("RouteIsCaseSensitive") == true)
        {
            left.Add(route.Take("RouteIsCaseSensitive")!.Place, $"\"RouteIsCaseSensitive\" {of} is not carried over: paths match in any case");
        }

        var methods = ImportedMethods.Read(route.TakeList("UpstreamHttpMethod"), left);
        var (outside, problem) = ImportedPath.Read(LastTakesAll(written));
        var (inside, insideProblem) = ImportedPath.Read(LastTakesAll(route.TakeText("DownstreamPathTemplate") ?? ""));
        var service = ReadService(route);
        var requirement = authentication.Read(route);
        var condition = ((string[])["UpstreamHost", "UpstreamHeaderTemplates"]).Select(route.Take).FirstOrDefault(found => found is not null);
        route.Skip("Key");
        route.ListTheRest(of);
        var why = condition is not null ? $"operations do not depend on {Wording.Quote(condition.Name)}"
            : written.Contains('?') ? "operations do not depend on the query"
            : problem is not null ? $"the path {problem}"
            : insideProblem is not null ? $"the path of the service {insideProblem}"
            : service is null ? "it names no host"
            : null;
        if (why is null)
        {
            return new ImportedRoute(methods, outside, inside, service!, [], requirement, route.Place);
        }

        left.Add(route.Place, $"the route {Wording.Quote(written)} is not carried over: {why}");
        return null;
    }

    private ImportedService? ReadService(SourceObject route)
    {
        var scheme = route.TakeText("DownstreamScheme") ?? "http";
        var addresses = route.TakeObjects("DownstreamHostAndPorts").Select(host => Address(scheme, host)).ToList();
        if (addresses.Count == 0)
        {
            return null;
        }

        var key = string.Join(' ', addresses);
        return services.TryGetValue(key, out var known) ? known : services[key] = new ImportedService(
            new Uri(addresses[0]).Host is var name && name.Split('.') is [var first, ..] && first.Any(char.IsAsciiLetter) ? first : "api",
            [.. addresses.Select((address, index) => KeyValuePair.Create($"host-{index + 1}", new Output { ["Address"] = address }))],
            []);
    }

    private static string Address(string scheme, SourceObject host)
    {
        var address = $"{scheme}://{host.TakeText("Host")}{(host.TakeText("Port") is { } port ? $":{port}" : "")}";
        host.ListTheRest("of a host");
        return address;
    }

    /// <summary>A placeholder that ends a path stands for all that follows, also for nothing.</summary>
    private static string LastTakesAll(string path) =>
        path.EndsWith('}') && path.LastIndexOf("/{", StringComparison.Ordinal) is >= 0 and var last && !path[(last + 2)..^1].Contains('}')
            ? $"{path[..last]}/{{**{path[(last + 2)..]}"
            : path;
}
