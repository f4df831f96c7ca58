using System.Collections.Immutable;
using Gateway.Documents.OpenApi.Paths;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi;

/// <summary>Where the routes file and the documents of the services have grown apart.</summary>
/// <param name="Wordless">Exposed and documented, and nothing is said of it.</param>
/// <param name="Unexposed">Documented, and reached by no operation of the policy.</param>
/// <param name="Undocumented">Exposed, and not in the document that its service has.</param>
internal sealed record Drift(
    ImmutableArray<Operation> Wordless, ImmutableArray<UnexposedOperation> Unexposed, ImmutableArray<Operation> Undocumented)
{
    private static readonly string[] Words = ["summary", "description"];

    public static Drift Between(RouteTable table, IReadOnlyDictionary<string, ServiceDocument> services)
    {
        var reached = Exposure.Reached(table, services).ToList();
        var exposed = reached.Select(entry => entry.Operation).ToHashSet();
        return new(
            [.. reached.Where(entry => IsWordless(entry.Described!)).Select(entry => entry.Operation).Distinct()],
            [.. Unreached(table, services, reached)],
            [.. table.Operations.Where(operation => services.ContainsKey(operation.Api.Name) && !exposed.Contains(operation))]);
    }

    private static bool IsWordless(ServiceOperation one) =>
        Words.All(word => string.IsNullOrWhiteSpace(Texts.Of(one.Operation[word])) && string.IsNullOrWhiteSpace(Texts.Of(one.Item[word])));

    /// <summary>Several APIs may be one service with one document. HEAD comes with GET.</summary>
    private static IEnumerable<UnexposedOperation> Unreached(
        RouteTable table, IReadOnlyDictionary<string, ServiceDocument> services, List<Entry> reached)
    {
        var of = reached.ToLookup(entry => (entry.Operation.Api.OpenApi, string.Join(' ', table.UpstreamsOf(entry.Operation.Api))));
        var sources = table.Apis.Where(api => services.ContainsKey(api.Name)).GroupBy(api => (api.OpenApi, string.Join(' ', table.UpstreamsOf(api))));
        foreach (var source in sources)
        {
            var known = of[source.Key].Select(entry => (entry.Described!.Path, entry.Described.Method)).ToHashSet();
            foreach (var one in services[source.First().Name].Operations)
            {
                if (!known.Contains((one.Path, one.Method)) && !(one.Method == "head" && known.Contains((one.Path, "get"))))
                {
                    yield return new(source.First(), one.Method.ToUpperInvariant(), one.Path);
                }
            }
        }
    }
}

/// <param name="Api">The first of those behind which its service is.</param>
internal sealed record UnexposedOperation(Api Api, string Method, string Path)
{
    /// <summary>Like an operation's id; the path is the service's.</summary>
    public string At => $"{Api.Name} {Method} {Path}";
}
