using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gateway.Documents.OpenApi.Paths;

namespace Gateway.Documents.OpenApi;

/// <summary>
/// How the operations are grouped: by API, and within one by the groups of its service, if that has more than one: <c>maps/places</c>.
/// </summary>
internal sealed class Tags(ImmutableArray<Entry> entries)
{
    private readonly HashSet<string> grouped = [.. entries
        .GroupBy(entry => entry.Operation.Api.Name)
        .Where(api => api.SelectMany(OfService).Distinct().Count() > 1)
        .Select(api => api.Key)];

    private readonly List<string> used = [];

    public JsonArray Of(Entry entry)
    {
        var api = entry.Operation.Api;
        var groups = OfService(entry).Distinct().Select(tag => $"{api.Name}/{tag}").ToList();
        var tags = grouped.Contains(api.Name) && groups.Count > 0 ? groups : [api.Name];
        used.AddRange(tags);
        return [.. tags.Select(tag => JsonValue.Create(tag))];
    }

    /// <summary>Those that some operation has.</summary>
    public JsonArray ToJson() => [.. used.Distinct().Select(tag => new JsonObject { ["name"] = tag })];

    private static IEnumerable<string> OfService(Entry entry) =>
        (entry.Described?.Operation["tags"] as JsonArray)?.Select(Texts.Of).OfType<string>() ?? [];
}
