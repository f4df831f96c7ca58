using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Observability;

namespace Gateway.Tools;

/// <summary>
/// Asks the admin listener of a running gateway. The token goes to that address and nowhere else: no redirect is followed and no proxy asked.
/// </summary>
internal sealed class AdminClient : IDisposable
{
    private const int AnswerBytesMax = 64 * 1024 * 1024;

    private readonly Uri address;
    private readonly HttpClient http;

    /// <param name="token">The admin token; null: there is none to show.</param>
    public AdminClient(Uri address, string? token)
    {
        this.address = address;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    /// <param name="path">From the first slash, escaped.</param>
    public Task<AdminAnswer<T>> GetAsync<T>(string path, CancellationToken cancellation)
        where T : class => SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    /// <param name="question">A record, sent as <see cref="StableJson.Question"/>.</param>
    public Task<AdminAnswer<T>> PostAsync<T>(string path, object question, CancellationToken cancellation)
        where T : class =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(StableJson.Question(question)) }, cancellation);

    private async Task<AdminAnswer<T>> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellation)
        where T : class
    {
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => new(StableJson.Read<T>(body), ExitCode.Yes, null),
                HttpStatusCode.Unauthorized => No(http.DefaultRequestHeaders.Authorization is null
                    ? "asks for the admin token: name its file with --admin-token-file FILE"
                    : "does not accept the token of --admin-token-file"),
                var status => No($"answers {(int)status}: {SentenceOf(body)}"),
            };
        }
        catch (JsonException)
        {
            return No("does not answer as the admin listener of a gateway does; is it another program, or another version?");
        }
        catch (HttpRequestException failure)
        {
            return new(null, ExitCode.Unreachable, $"The gateway at {address} cannot be reached: {failure.Message}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, ExitCode.Unreachable, $"The gateway at {address} does not answer within {http.Timeout.TotalSeconds} s.");
        }

        AdminAnswer<T> No(string why) => new(null, ExitCode.CannotAnswer, $"The gateway at {address} {why}.");
    }

    public void Dispose() => http.Dispose();

    /// <summary>What a problem document says, in a sentence (RFC 9457 section 3.1).</summary>
    private static string SentenceOf(string problem) =>
        JsonNode.Parse(problem) is JsonObject document && (document["detail"] ?? document["title"]) is JsonValue sentence
            ? sentence.ToString()
            : throw new JsonException();
}

/// <summary>What a running gateway was asked for, or why it is not there.</summary>
/// <param name="ExitCode">What a verb ends with that cannot do without.</param>
/// <param name="Why">A sentence for people; null when there is a result.</param>
internal sealed record AdminAnswer<T>(T? Result, int ExitCode, string? Why)
    where T : class;
