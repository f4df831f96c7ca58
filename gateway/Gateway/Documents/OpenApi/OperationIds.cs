using System.Collections.Immutable;
using Gateway.Documents.OpenApi.Paths;

namespace Gateway.Documents.OpenApi;

/// <summary>A name for each operation, unique in the document: <c>timesheets.approve</c>, or after method and path where its service has none.</summary>
internal sealed class OperationIds
{
    private readonly Dictionary<Entry, string> ids = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Api, string Written), string> byService = [];

    public OperationIds(ImmutableArray<Entry> entries)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var api = entry.Operation.Api.Name;
            var written = Texts.Of(entry.Described?.Operation["operationId"]);
            var id = Texts.Unique($"{api}.{Texts.Name(written ?? Named(entry))}", taken);
            ids[entry] = id;
            if (written is not null)
            {
                byService.TryAdd((api, written), id);
            }
        }
    }

    public string Of(Entry entry) => ids[entry];

    /// <summary>What an operation of a service is called here; null: it is not exposed.</summary>
    public string? Find(string api, string written) => byService.GetValueOrDefault((api, written));

    private static string Named(Entry entry)
    {
        var below = entry.Path.Skip(entry.Operation.Api.Prefix.Count(character => character == '/')).Select(part => part.Literal ?? part.Name);
        return string.Join('-', below.Prepend(entry.Method));
    }
}
