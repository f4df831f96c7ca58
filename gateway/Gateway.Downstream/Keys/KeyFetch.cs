using System.Collections.Frozen;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Downstream.Keys;

/// <summary>
/// Fetches the gateway's key set. Whatever the other side does (nothing, too little, too slowly, too much, something else), the answer is a
/// value, in 5 s, of 1 MiB at most.
/// </summary>
internal sealed class KeyFetch : IDisposable
{
    private const int BytesMax = 1024 * 1024;

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(5);
    private static readonly ActivitySource Source = new("Gateway.Downstream");

    private readonly HttpClient client;
    private readonly Uri? address;
    private readonly TimeProvider clock;

    public KeyFetch(GatewayIdentityOptions options)
    {
        clock = options.TimeProvider!;
        address = options.Gateway is { } gateway ? new($"{gateway.AbsoluteUri.TrimEnd('/')}/.well-known/gateway/jwks.json") : null;
        client = new HttpClient(options.BackchannelHttpHandler ?? new SocketsHttpHandler
        {
            // The address is the operator's: a redirect, a proxy of the environment or a cookie would change that. Bodies are not
            // decompressed, so their size is what came over the wire.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // TimeMax, by the clock that can be set
        };
    }

    /// <summary>Whether there is anybody to ask.</summary>
    public bool HasAddress => address is not null;

    public async Task<(FrozenDictionary<string, SecurityKey>? Keys, int Dropped, FetchFault Fault)> FetchAsync()
    {
        using var span = Source.StartActivity("fetch gateway keys");
        var (body, unread) = await ReadAsync();
        var (keys, dropped, fault) = body is null ? (null, 0, unread) : KeySetDocument.Read(body);
        if (keys is null)
        {
            var reason = JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.ToString());
            span?.SetTag("error.type", reason).SetStatus(ActivityStatusCode.Error, reason);
        }

        span?.SetTag("gateway.keys.count", keys?.Count ?? 0);
        return (keys, dropped, fault);
    }

    public void Dispose() => client.Dispose();

    private async Task<(byte[]? Body, FetchFault Fault)> ReadAsync()
    {
        using var deadline = new CancellationTokenSource(TimeMax, clock);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        // A cache in between that still has yesterday's keys would hide a rotation (RFC 9111 section 5.2.1.4).
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            // A handler of the service's own may follow redirects: then the answer is another address's.
            if ((int)response.StatusCode is >= 300 and < 400 || response.RequestMessage?.RequestUri != address)
            {
                return (null, FetchFault.Redirect);
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                return (null, FetchFault.Status);
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
                _ => FetchFault.Unreachable,
            });
        }
        catch (IOException)
        {
            return (null, FetchFault.Unreachable);
        }
    }
}
