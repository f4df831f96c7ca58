using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi.Fetching;

/// <summary>Gets the documents that a policy names: of its services, and of its issuers.</summary>
internal sealed class DocumentSources(DocumentFetch fetch)
{
    /// <summary>All of them now; of those that cannot be had, why.</summary>
    /// <param name="online">False: the files alone.</param>
    public async Task<(KnownDocuments Documents, ImmutableArray<Unread> Unread)> ReadAsync(
        RouteTable table, bool online, KnownDocuments before, CancellationToken stopping)
    {
        var services = await Task.WhenAll(table.Apis
            .Where(api => api.OpenApi is { } source && (online || source.File is not null))
            .Select(async api => (Api: api, Read: await ReadAsync(table, api, stopping))));
        var issuers = await Task.WhenAll(table.Issuers
            .Where(_ => online)
            .Select(async issuer => (Issuer: issuer, Read: await ReadAsync(issuer, stopping))));
        return (
            before.With(table, services.Select(one => (one.Api, one.Read.Document)), issuers.Select(one => (one.Issuer, one.Read.Endpoints))),
            [
                .. services.Where(one => one.Read.Document is null)
                    .Select(one => new Unread($"API \"{one.Api.Name}\"", one.Api.Place, one.Read.Problem, one.Api.OpenApi!.File is not null)),
                .. issuers.Where(one => one.Read.Endpoints is null)
                    .Select(one => new Unread($"issuer \"{one.Issuer.Name}\"", one.Issuer.Place, one.Read.Problem, false)),
            ]);
    }

    private async Task<(ServiceDocument? Document, string Problem)> ReadAsync(RouteTable table, Api api, CancellationToken stopping)
    {
        byte[]? body = null;
        var problem = "its service has no address";
        if (api.OpenApi!.File is { } file)
        {
            (body, problem) = ReadFile(file);
        }
        else
        {
            foreach (var address in api.OpenApi.AddressesAt(table.UpstreamsOf(api)))
            {
                (body, problem) = await fetch.ReadAsync(address, stopping);
                if (body is not null)
                {
                    break;
                }
            }
        }

        if (body is null)
        {
            return (null, problem);
        }

        var (document, wrong) = ServiceDocument.Read(body);
        return (document, wrong ?? "");
    }

    private static (byte[]? Body, string Problem) ReadFile(string file)
    {
        try
        {
            return new FileInfo(file) is { Exists: true } info
                ? info.Length <= DocumentFetch.BytesMax ? (File.ReadAllBytes(file), "") : (null, "the file is larger than 4 MiB")
                : (null, "there is no such file");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, "the file cannot be read");
        }
    }

    private async Task<(IssuerEndpoints? Endpoints, string Problem)> ReadAsync(Issuer issuer, CancellationToken stopping)
    {
        var (body, problem) = await fetch.ReadAsync(issuer.Metadata, stopping);
        return body is null ? (null, problem) : (IssuerEndpoints.Read(body, issuer), "it names no endpoint for tokens that could be used");
    }
}

/// <summary>A document that cannot be had.</summary>
/// <param name="Whose"><c>API "timesheets"</c>.</param>
internal sealed record Unread(string Whose, string Place, string Problem, bool IsFile);
