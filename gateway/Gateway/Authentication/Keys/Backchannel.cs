using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Gateway.Routes;

namespace Gateway.Authentication.Keys;

/// <summary>
/// Fetches an issuer's documents. Whatever the other side does (nothing, too little, too slowly, too much, something else), the answer is
/// a value, in 5 s a document, of 1 MiB at most.
/// </summary>
internal sealed class Backchannel(TimeProvider clock) : IDisposable
{
    private const int BytesMax = 1024 * 1024;

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(5);

    private readonly HttpClient client = DirectClient.Create();

    /// <summary>The keys that the issuer publishes; and why there are none, where it is null or empty.</summary>
    public async Task<(PublishedKeySet? Set, FetchFailure Failure)> FetchAsync(Issuer issuer)
    {
        var (discovery, unread) = await ReadAsync(issuer.Metadata);
        if (discovery is null)
        {
            return (null, new(IssuerDocument.Discovery, unread));
        }

        var (address, wrong) = Discovery.Read(discovery, issuer);
        if (address is null)
        {
            return (null, new(IssuerDocument.Discovery, wrong));
        }

        var (keySet, fault) = await ReadAsync(address);
        if (keySet is null)
        {
            return (null, new(IssuerDocument.KeySet, fault));
        }

        var (set, unusable) = PublishedKeySet.Read(keySet, issuer.Algorithms, clock.GetUtcNow());
        return (set, new(IssuerDocument.KeySet, unusable));
    }

    /// <summary>One document, whatever it says.</summary>
    public async Task<(byte[]? Body, FetchFault Fault)> ReadAsync(Uri address)
    {
        using var deadline = new CancellationTokenSource(TimeMax, clock);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        // A cache in between that still has yesterday's keys would hide a rotation (RFC 9111 section 5.2.1.4).
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return (null, (int)response.StatusCode is >= 300 and < 400 ? FetchFault.Redirect : FetchFault.Status);
            }

            await response.Content.LoadIntoBufferAsync(BytesMax, deadline.Token);
            return (await response.Content.ReadAsByteArrayAsync(deadline.Token), default);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            return (null, FetchFault.Timeout);
        }
        catch (HttpRequestException failure)
        {
            return (null, failure.HttpRequestError switch
            {
                HttpRequestError.ConfigurationLimitExceeded => FetchFault.TooLarge,
                HttpRequestError.SecureConnectionError => FetchFault.Tls,
                _ when failure.InnerException is AuthenticationException => FetchFault.Tls,
                _ => FetchFault.Unreachable,
            });
        }
        catch (IOException)
        {
            return (null, FetchFault.Unreachable);
        }
    }

    public void Dispose() => client.Dispose();
}
