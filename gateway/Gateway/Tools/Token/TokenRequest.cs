using System.Text.Json;
using Gateway.Authentication.Form;
using Gateway.Authentication.Keys;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Token;

/// <summary>The client credentials grant (RFC 6749 section 4.4) at the token endpoint that an authority's discovery document names.</summary>
internal sealed class TokenRequest(string authority, Issuer issuer) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    public async Task<TokenReply> SendAsync(string client, string secret, string? scope, string? audience, CancellationToken cancellation)
    {
        var metadata = authority == issuer.Identifier ? issuer.Metadata : new Uri(authority.TrimEnd('/') + "/.well-known/openid-configuration");
        using var backchannel = new Backchannel(TimeProvider.System);
        var (discovery, _) = await backchannel.ReadAsync(metadata);
        if (discovery is null)
        {
            return Unreachable($"The authority cannot be asked at {metadata}; is it running?");
        }

        // The secret goes where the authority is, and nowhere else.
        if (Text(StrictJson.ReadObject(discovery), "token_endpoint") is not { } written
            || !Uri.TryCreate(written, UriKind.Absolute, out var endpoint) || endpoint.Authority != metadata.Authority || endpoint.Scheme != metadata.Scheme)
        {
            return Unreachable($"{metadata} names no token_endpoint at {metadata.Authority}.");
        }

        try
        {
            using var form = new FormUrlEncodedContent(Form(client, secret, scope, audience));
            using var answer = await http.PostAsync(endpoint, form, cancellation);
            return Read(StrictJson.ReadObject(await answer.Content.ReadAsByteArrayAsync(cancellation)), endpoint);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return Unreachable($"The authority does not answer at {endpoint}.");
        }
    }

    public void Dispose() => http.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Form(string client, string secret, string? scope, string? audience)
    {
        yield return new("grant_type", "client_credentials");
        yield return new("client_id", client);
        yield return new("client_secret", secret);
        if (scope is not null)
        {
            yield return new("scope", scope);
        }

        if (audience is not null)
        {
            yield return new("audience", audience);
        }
    }

    /// <summary>RFC 6749 sections 5.1 and 5.2.</summary>
    private static TokenReply Read(JsonElement? answer, Uri endpoint) =>
        Text(answer, "access_token") is { } token
            ? new(new GrantedToken(token, Text(answer, "scope"), Seconds(answer)), null, ExitCode.Yes)
        : Text(answer, "error") is { } error
            ? new(null, $"The authority refuses: {Wording.Line(error)}{(Text(answer, "error_description") is { } why ? $", {Wording.Line(why)}" : "")}", ExitCode.No)
        : Unreachable($"{endpoint} does not answer as a token endpoint does.");

    private static TokenReply Unreachable(string why) => new(null, why, ExitCode.Unreachable);

    private static string? Text(JsonElement? parent, string name) =>
        parent is { } known && known.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Seconds(JsonElement? answer) =>
        answer is { } known && known.TryGetProperty("expires_in", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var seconds)
            ? seconds : null;
}

/// <summary>A token, or why there is none and what the verb ends with.</summary>
internal sealed record TokenReply(GrantedToken? Token, string? Why, int ExitCode);

/// <param name="Scope">What was granted; null when the authority does not say.</param>
/// <param name="ExpiresIn">Seconds; null when the authority does not say.</param>
internal sealed record GrantedToken(string AccessToken, string? Scope, int? ExpiresIn);
