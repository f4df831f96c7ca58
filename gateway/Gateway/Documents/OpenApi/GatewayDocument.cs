using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gateway.Documents.OpenApi.Copying;
using Gateway.Documents.OpenApi.Paths;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi;

/// <summary>
/// The one OpenAPI 3.1 document of everything that can be called: what the routes file exposes, what its rules ask for, and what the
/// services say of it. A pure function: the same policy and the same documents make the same text.
/// </summary>
/// <param name="LeftOut">What has no place in it.</param>
internal sealed record GatewayDocument(JsonObject Json, ImmutableArray<LeftOut> LeftOut)
{
    private const string Version = "3.1.1";

    /// <param name="services">The documents of the services that have one, by the name of the API.</param>
    /// <param name="endpoints">Those of the issuers whose discovery documents have been read, by their names.</param>
    /// <param name="gateway">Where clients see the gateway.</param>
    public static GatewayDocument Of(
        RouteTable table,
        IReadOnlyDictionary<string, ServiceDocument> services,
        IReadOnlyDictionary<string, IssuerEndpoints> endpoints,
        string gateway)
    {
        var components = new Components();
        Refusals.AddTo(components);
        var security = new Security(table, endpoints, components);
        var (entries, leftOut) = Exposure.Of(table, services);
        var ids = new OperationIds(entries);
        var tags = new Tags(entries);
        var writers = table.Apis.ToDictionary(api => api.Name, api => new OperationWriter(
            security,
            services.TryGetValue(api.Name, out var service)
                ? new ServiceCopy(api.Name, service, components, written => ids.Find(api.Name, written))
                : null));

        var paths = new JsonObject();
        var slots = new Dictionary<string, PathSlot>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!slots.TryGetValue(entry.Shape, out var slot))
            {
                slots[entry.Shape] = slot = PathSlot.Of(entry.Path);
                paths[slot.Text] = new JsonObject();
            }

            paths[slot.Text]![entry.Method] = writers[entry.Operation.Api.Name].Write(entry, slot, ids.Of(entry), tags.Of(entry));
        }

        foreach (var writer in writers.Values)
        {
            writer.Finish();
        }

        var document = new JsonObject
        {
            ["openapi"] = Version,
            ["info"] = new JsonObject { ["title"] = "APIs", ["version"] = table.Hash[..RouteTable.ShortHashLength] },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = gateway }),
            ["tags"] = tags.ToJson(),
            ["paths"] = paths,
            ["components"] = components.ToJson(),
        };
        if (!leftOut.IsEmpty)
        {
            document["x-gateway-left-out"] = new JsonArray([.. leftOut.Select(left =>
                new JsonObject { ["operation"] = left.Operation.Id, ["why"] = left.Reason })]);
        }

        return new(document, leftOut);
    }
}
