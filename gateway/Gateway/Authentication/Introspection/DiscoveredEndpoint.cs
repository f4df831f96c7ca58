using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Authentication.Introspection;

/// <summary>
/// The <c>introspection_endpoint</c> of the issuer's discovery document (RFC 8414 section 2). Looked up when it is first needed and again
/// every ten minutes; an address that was good is kept while the document cannot be had.
/// </summary>
internal sealed class DiscoveredEndpoint(Issuer issuer, HttpClient backchannel, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Task? looking;
    private Uri? address;
    private DateTimeOffset lookAgain = DateTimeOffset.MinValue;

    /// <summary>Null when it is not known.</summary>
    public async Task<Uri?> FindAsync()
    {
        Task? first;
        lock (gate)
        {
            if (looking is null && clock.GetUtcNow() >= lookAgain)
            {
                looking = LookAsync();
            }

            // Whoever has an address does not wait for a newer one.
            first = address is null ? looking : null;
        }

        if (first is not null)
        {
            await first;
        }

        lock (gate)
        {
            return address;
        }
    }

    private async Task LookAsync()
    {
        await Task.Yield(); // so that the caller's lock is left before anything else
        var found = await FetchAsync();
        lock (gate)
        {
            address = found ?? address;
            lookAgain = clock.GetUtcNow() + (found is null ? RetryPause : Fresh);
            looking = null;
        }
    }

    private async Task<Uri?> FetchAsync()
    {
        using var deadline = new CancellationTokenSource(TimeMax, clock);
        try
        {
            // RFC 8414 section 3.3: a document for another issuer must not be used. As with jwks_uri, plain http is only for the issuer's
            // own address, which the routes file has found right: the gateway's secret is sent there.
            return IntrospectionAnswer.Parse(await backchannel.GetByteArrayAsync(issuer.Metadata, deadline.Token)) is { } document
                && document.TryGetProperty("issuer", out var identifier)
                && identifier.ValueKind == JsonValueKind.String
                && identifier.ValueEquals(issuer.Identifier)
                && document.TryGetProperty("introspection_endpoint", out var endpoint)
                && endpoint.ValueKind == JsonValueKind.String
                && Uri.TryCreate(endpoint.GetString(), UriKind.Absolute, out var found)
                && (found.Scheme == Uri.UriSchemeHttps || (found.Scheme == issuer.Metadata.Scheme && found.Authority == issuer.Metadata.Authority))
                ? found : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}
