using System.Net;
using System.Net.Http.Headers;

namespace Gateway.Authentication.Introspection;

/// <summary>Asks the issuer about one token (RFC 7662 section 2.1). Whatever comes back other than an answer says nothing about the token.</summary>
internal sealed class IntrospectionEndpoint : IDisposable
{
    private const string Json = "application/json";

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(5);

    private readonly HttpClient backchannel = new(new SocketsHttpHandler
    {
        // The token and the gateway's credential go to the configured address and nowhere else.
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // each call has one, by the clock that can be set
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    private readonly Routes.Introspection introspection;
    private readonly TimeProvider clock;
    private readonly DiscoveredEndpoint discovered;
    private readonly ClientAuthentication authentication;
    private readonly IntrospectionAnswer answers;
    private readonly SignedAnswer signed;

    public IntrospectionEndpoint(TrustedIssuer trusted, Routes.Introspection introspection, TimeProvider clock)
    {
        this.introspection = introspection;
        this.clock = clock;
        discovered = new DiscoveredEndpoint(trusted.Issuer, backchannel, clock);
        authentication = new ClientAuthentication(trusted.Issuer, introspection, clock);
        answers = new IntrospectionAnswer(trusted.Issuer);
        signed = new SignedAnswer(trusted, introspection.ClientId);
    }

    private string Expected => introspection.SignedResponse ? SignedAnswer.MediaType : Json;

    public async Task<Verdict> AskAsync(string token)
    {
        if ((introspection.Endpoint ?? await discovered.FindAsync()) is not { } address)
        {
            return new Verdict.Unavailable("its discovery document cannot be had or names no introspection_endpoint");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        List<KeyValuePair<string, string>> form = [KeyValuePair.Create("token", token), KeyValuePair.Create("token_type_hint", "access_token")];
        if (authentication.Add(request, form) is { } lacking)
        {
            return new Verdict.Unavailable(lacking, Ours: true);
        }

        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Expected));
        request.Content = new FormUrlEncodedContent(form);
        using var deadline = new CancellationTokenSource(TimeMax, clock);
        try
        {
            using var response = await backchannel.SendAsync(request, deadline.Token);
            return await ReadAsync(response);
        }
        catch (HttpRequestException failure)
        {
            return new Verdict.Unavailable($"it could not be asked ({failure.HttpRequestError})");
        }
        catch (OperationCanceledException)
        {
            return new Verdict.Unavailable("it did not answer in time");
        }
    }

    public void Dispose() => backchannel.Dispose();

    private async Task<Verdict> ReadAsync(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return new Verdict.Unavailable($"it refuses the gateway's own credentials ({(int)response.StatusCode})", Ours: true);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new Verdict.Unavailable($"it answered {(int)response.StatusCode}");
        }

        // A plain answer where a signed one is wanted is just as bad: whoever could make one up would choose to.
        if (!string.Equals(response.Content.Headers.ContentType?.MediaType, Expected, StringComparison.OrdinalIgnoreCase))
        {
            return new Verdict.Unavailable($"its answer is not {Expected}");
        }

        var body = await response.Content.ReadAsByteArrayAsync();
        var now = clock.GetUtcNow();
        var answer = introspection.SignedResponse ? await signed.ReadAsync(body, now) : IntrospectionAnswer.Parse(body);
        return answer is { } readable
            ? answers.Read(readable, body.Length, now)
            : new Verdict.Unavailable(introspection.SignedResponse ? "its signed answer does not hold" : "its answer is not one JSON object");
    }
}
