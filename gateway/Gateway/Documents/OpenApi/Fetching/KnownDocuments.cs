using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi.Fetching;

/// <summary>The documents that are known, the last good ones. What belongs to a service or an issuer that is now another one is forgotten.</summary>
internal sealed record KnownDocuments(
    ImmutableDictionary<string, (string From, ServiceDocument Document)> Services,
    ImmutableDictionary<string, (string Id, IssuerEndpoints Endpoints)> Issuers)
{
    public static readonly KnownDocuments None = new(
        ImmutableDictionary.Create<string, (string, ServiceDocument)>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, (string, IssuerEndpoints)>(StringComparer.Ordinal));

    /// <summary>With what has been read now; a null is no news. The same object when nothing is new.</summary>
    public KnownDocuments With(
        RouteTable table, IEnumerable<(Api Api, ServiceDocument? Document)> services, IEnumerable<(Issuer Issuer, IssuerEndpoints? Endpoints)> issuers)
    {
        var known = Services.RemoveRange(Services.Where(one => From(table, one.Key) != one.Value.From).Select(one => one.Key));
        foreach (var (api, document) in services)
        {
            if (document is not null && !(known.TryGetValue(api.Name, out var before) && before.Document.Says(document)))
            {
                known = known.SetItem(api.Name, (From(table, api.Name)!, document));
            }
        }

        var trusted = Issuers.RemoveRange(Issuers.Where(one => !table.Issuers.Any(issuer => issuer.Id == one.Value.Id)).Select(one => one.Key));
        foreach (var (issuer, endpoints) in issuers)
        {
            if (endpoints is not null)
            {
                trusted = trusted.SetItem(issuer.Name, (issuer.Id, endpoints));
            }
        }

        return known == Services && trusted == Issuers ? this : new(known, trusted);
    }

    /// <summary>Those that are about this policy.</summary>
    public GatewayDocument Describe(RouteTable table, string gateway) => GatewayDocument.Of(
        table,
        ServicesOf(table),
        Issuers.Where(one => table.Issuers.Any(issuer => issuer.Id == one.Value.Id)).ToDictionary(one => one.Key, one => one.Value.Endpoints),
        gateway);

    public Dictionary<string, ServiceDocument> ServicesOf(RouteTable table) =>
        Services.Where(one => From(table, one.Key) == one.Value.From).ToDictionary(one => one.Key, one => one.Value.Document);

    /// <summary>Where the document of an API comes from; null: nowhere.</summary>
    private static string? From(RouteTable table, string name) => table.Apis.FirstOrDefault(api => api.Name == name) is { OpenApi: { } source } api
        ? source.File ?? string.Join(' ', source.AddressesAt(table.UpstreamsOf(api)))
        : null;
}
