using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Written;

namespace Gateway.Documents.OpenApi.Paths;

/// <summary>
/// Which operations there are to describe. Each of the routes file is there: as its service describes it, at every path of the service that
/// it exposes, or as a stub. HEAD is not described where it comes with GET.
/// </summary>
internal sealed class Exposure
{
    private readonly RouteTable table;
    private readonly IReadOnlyDictionary<string, ServiceDocument> services;

    private Exposure(RouteTable table, IReadOnlyDictionary<string, ServiceDocument> services)
    {
        this.table = table;
        this.services = services;
    }

    /// <param name="services">The documents of the services that have one, by the name of the API.</param>
    /// <returns>No two entries with the same method are of the same shape.</returns>
    public static (ImmutableArray<Entry> Entries, ImmutableArray<LeftOut> LeftOut) Of(
        RouteTable table, IReadOnlyDictionary<string, ServiceDocument> services) =>
        new Exposure(table, services).Settle();

    /// <summary>The operations of the services' documents that some operation of the policy reaches; each as often as it is reached.</summary>
    public static IEnumerable<Entry> Reached(RouteTable table, IReadOnlyDictionary<string, ServiceDocument> services)
    {
        var exposure = new Exposure(table, services);
        return table.Operations.SelectMany((operation, index) => exposure.EntriesOf(operation, index)).Where(entry => entry.Described is not null);
    }

    private (ImmutableArray<Entry>, ImmutableArray<LeftOut>) Settle()
    {
        var all = table.Operations.Select((operation, index) => EntriesOf(operation, index)).ToList();
        var places = new Dictionary<(string, string), Entry>();
        var leftOut = new List<LeftOut>();

        // 1. Of those that share a place, the one has it that requests are matched with.
        foreach (var place in all.SelectMany(entries => entries).GroupBy(entry => (entry.Shape, entry.Method)))
        {
            var winner = place.OrderBy(entry => entry.Template.Precedence).ThenBy(entry => entry.Fit, StringComparer.Ordinal).First();
            places[place.Key] = winner;
            leftOut.AddRange(place
                .Where(entry => entry.Operation != winner.Operation && (entry.IsWhole || !winner.TakesAll))
                .Select(entry => new LeftOut(entry.Operation, winner.Operation)));
        }

        // 2. Who has none, because others take all that its service describes, is there as a stub.
        var present = places.Values.Select(entry => entry.Operation).Concat(leftOut.Select(left => left.Operation)).ToHashSet();
        foreach (var stub in all.Where(entries => !present.Contains(entries[0].Operation)).Select(entries => Stub(entries[0])))
        {
            if (!places.TryAdd((stub.Shape, stub.Method), stub))
            {
                leftOut.Add(new LeftOut(stub.Operation, places[(stub.Shape, stub.Method)].Operation));
            }
        }

        var order = table.Operations.Select((operation, index) => (operation, index)).ToDictionary(pair => pair.operation, pair => pair.index);
        return ([.. places.Values.OrderBy(entry => order[entry.Operation])], [.. leftOut.Distinct()]);
    }

    private ImmutableArray<Entry> EntriesOf(Operation operation, int index)
    {
        var (template, problem) = PathTemplate.Parse("", operation.Template);
        var method = operation.Methods[0];
        var stub = new Entry(
            operation, template ?? throw new InvalidOperationException(problem), method.ToLowerInvariant(), [.. template.Segments.Select(PathPart.Of)], null, "");
        if (!services.TryGetValue(operation.Api.Name, out var document)
            || ServicePath.Of(template, method, table.Routes[index].Transforms ?? [], BasePath(operation.Api)) is not { } path)
        {
            return [stub];
        }

        var described =
            from one in document.Operations
            where one.Method.Equals(path.Method, StringComparison.OrdinalIgnoreCase)
            let match = path.Match(document.BasePath + one.Path) ?? (document.BasePath.Length == 0 ? path.Match(BasePath(operation.Api) + one.Path) : null)
            where match is not null
            select new Entry(operation, template, stub.Method, match.Value.Client, one, match.Value.Fit);
        ImmutableArray<Entry> entries = [.. described];
        return entries.IsEmpty ? [stub] : entries;
    }

    /// <summary>Of several addresses of one service the paths are the same, or nobody could say what a request reaches.</summary>
    private string BasePath(Api api) => table.UpstreamsOf(api).Select(address => new Uri(address).AbsolutePath).FirstOrDefault() ?? "";

    private static Entry Stub(Entry entry) => new(
        entry.Operation, entry.Template, entry.Method, [.. entry.Template.Segments.Select(PathPart.Of)], null, "");
}
