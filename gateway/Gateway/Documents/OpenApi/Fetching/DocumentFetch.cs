using System.Net;
using System.Net.Http.Headers;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi.Fetching;

/// <summary>
/// Fetches the documents of services and issuers. Whatever the other side does, the answer is a value, in 5 s a document, of 4 MiB at most.
/// </summary>
internal sealed class DocumentFetch(TimeProvider clock) : IDisposable
{
    public const int BytesMax = 4 * 1024 * 1024;

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(5);

    private readonly HttpClient client = DirectClient.Create();

    /// <summary>The body; or why there is none, in a few words.</summary>
    public async Task<(byte[]? Body, string Problem)> ReadAsync(Uri address, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(TimeMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return (null, $"it answers {(int)response.StatusCode}");
            }

            await response.Content.LoadIntoBufferAsync(BytesMax, either.Token);
            return (await response.Content.ReadAsByteArrayAsync(either.Token), "");
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            return (null, $"it does not answer within {TimeMax.TotalSeconds:0} s");
        }
        catch (HttpRequestException failure)
        {
            return (null, failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? "it is larger than 4 MiB" : "it cannot be reached");
        }
        catch (IOException)
        {
            return (null, "it cannot be reached");
        }
    }

    public void Dispose() => client.Dispose();
}
