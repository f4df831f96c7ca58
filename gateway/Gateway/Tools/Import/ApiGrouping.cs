using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Gateway.Tools.Import;

/// <summary>
/// Makes APIs of routes: those to one service whose paths begin alike become one API, below the longest prefix that they have in common, as
/// long as no other API has it; else each below its own. Routes with different settings in YARP's words are different APIs.
/// </summary>
internal sealed class ApiGrouping(Draft draft)
{
    public void Add(IReadOnlyList<ImportedRoute> routes)
    {
        var common = routes
            .GroupBy(route => (route.Service, route.Outside.FirstOrDefault(), route.Settings.ToJsonString()))
            .Select(group => group.ToList())
            .Select(group => (Routes: group, Prefix: CommonPrefix(group)))
            .ToList();
        foreach (var (group, prefix) in common)
        {
            var isFree = prefix > 0 && common.Count(other => other.Prefix == prefix && Path(other.Routes[0], prefix) == Path(group[0], prefix)) == 1;
            foreach (var part in isFree ? [group] : group.GroupBy(route => Path(route, route.Literals)).Select(part => part.ToList()))
            {
                Add(part, isFree ? prefix : part[0].Literals);
            }
        }
    }

    private void Add(List<ImportedRoute> routes, int prefix)
    {
        var fitting = routes.ToLookup(route => prefix > 0 && route.BaseFor(prefix) is { } one && one.SequenceEqual(routes[0].BaseFor(prefix) ?? []));
        foreach (var route in fitting[false])
        {
            draft.Left.Add(route.Place, prefix == 0
                ? $"{Text(route.Outside)} is not carried over: an API has a prefix of its own, and this path begins with none"
                : $"{Text(route.Outside)} is not carried over: the service sees {Text(route.Inside)}, which is no prefix in the place of another");
        }

        if (fitting[true].ToList() is not [var first, ..] carried)
        {
            return;
        }

        var path = Path(first, prefix);
        if (draft.Apis.Any(api => api.Prefix == path))
        {
            var message = $"is not carried over: another API has the prefix {path} already";
            carried.ForEach(route => draft.Left.Add(route.Place, $"{Text(route.Outside)} {message}"));
            return;
        }

        draft.Apis.Add(Api(first, path, first.BaseFor(prefix)!.Value));
        foreach (var route in carried)
        {
            AddOperations(draft.Apis[^1], route, Text(route.Outside[prefix..]));
        }
    }

    private DraftApi Api(ImportedRoute route, string prefix, ImmutableArray<string> servicePath)
    {
        var keepsPrefix = Text(servicePath) == prefix;
        var suffix = keepsPrefix || servicePath.IsEmpty ? "" : Text(servicePath);
        var service = route.Service;
        var name = draft.ApiName(service.Name);
        var cluster = service.Settings.DeepClone().AsObject();
        if (service.Addresses is [{ Value: { Count: 1 } only }])
        {
            return new DraftApi(name, prefix, WithPath(only["Address"]!.GetValue<string>(), suffix), keepsPrefix, cluster, route.Settings);
        }

        cluster["Destinations"] = new JsonObject(service.Addresses.Select(address =>
        {
            var destination = address.Value.DeepClone().AsObject();
            destination["Address"] = WithPath(destination["Address"]!.GetValue<string>(), suffix);
            return KeyValuePair.Create(address.Key, (JsonNode?)destination);
        }));
        return new DraftApi(name, prefix, null, keepsPrefix, cluster, route.Settings);
    }

    private void AddOperations(DraftApi api, ImportedRoute route, string path)
    {
        var isTaken = route.Methods.ToLookup(method => api.Operations.Exists(operation => operation.Method == method && operation.Path == path));
        api.Operations.AddRange(isTaken[false].Select(method => new DraftOperation(method, path, route.Requirement, route.Place)));
        if (isTaken[true].Any())
        {
            draft.Left.Add(route.Place, $"{string.Join(' ', isTaken[true])} {Text(route.Outside)} is not carried over: an earlier route has it");
        }

        if (route.Requirement.Open is { } open && isTaken[false].Any())
        {
            draft.Left.Add(route.Place, $"{string.Join(' ', isTaken[false])} {Text(route.Outside)} {open}");
        }
    }

    /// <summary>In segments; 0 when they have none that fits all of them.</summary>
    private static int CommonPrefix(List<ImportedRoute> routes)
    {
        var length = routes.Min(route => route.Literals);
        while (length > 0 && !routes.TrueForAll(Fits))
        {
            length--;
        }

        return length;

        bool Fits(ImportedRoute route) => Path(route, length) == Path(routes[0], length)
            && route.BaseFor(length) is { } own && routes[0].BaseFor(length) is { } first && own.SequenceEqual(first);
    }

    private static string WithPath(string address, string path) => path.Length == 0 ? address : address.TrimEnd('/') + path;

    private static string Path(ImportedRoute route, int segments) => Text(route.Outside[..segments]);

    private static string Text(ImmutableArray<string> segments) => $"/{string.Join('/', segments)}";
}
