using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Problems;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.ConformanceTests;

/// <summary>
/// A gateway with one operation that needs the scope <c>read</c>, an issuer that signs whatever a test wants, and a clock that stands still.
/// Tokens travel over real HTTP; a refused one must not have reached the service.
/// </summary>
public sealed class EdgeFixture : IAsyncLifetime
{
    private static readonly string[] Descriptions =
    [
        .. typeof(TokenFault).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((TokenFault)field.GetValue(null)!).Description),
    ];

    private Api api = null!;

    public SettableClock Clock { get; } = new();

    public TestIssuer Issuer => api.Issuer;

    public TestGateway Gateway => api.Gateway;

    /// <summary>Now, in the seconds of a JWT.</summary>
    public long Now => Clock.GetUtcNow().ToUnixTimeSeconds();

    public async Task InitializeAsync() =>
        api = await Api.StartAsync("'GET /': 'read', 'GET /open': { 'Public': true, 'Why': 'test' }", clock: Clock);

    public async Task DisposeAsync() => await api.DisposeAsync();

    /// <summary>The payload of a good token as JSON text, with <paramref name="more"/> put in front of its members.</summary>
    public string Payload(string more = "", Action<JsonObject>? change = null)
    {
        var payload = Base64UrlEncoder.Decode(Issuer.Token("read", change).Split('.')[1]);
        return more.Length == 0 ? payload : "{" + more + "," + payload[1..];
    }

    /// <summary>A good token with one claim written as the given JSON.</summary>
    public string TokenWithClaim(string name, string json) => Issuer.Sign(Payload($"{JsonSerializer.Serialize(name)}:{json}", p => p.Remove(name)));

    /// <summary>A good payload under a header of this text; <c>KID</c> stands for the signing key's id.</summary>
    public string TokenWithHeader(string header) =>
        SignRaw(Base64UrlEncoder.Encode(header.Replace("KID", Issuer.SigningKey.KeyId, StringComparison.Ordinal)), Base64UrlEncoder.Encode(Payload()));

    /// <summary>Signs two segments as they are.</summary>
    public string SignRaw(string header, string payload) =>
        $"{header}.{payload}.{Base64UrlEncoder.Encode(Issuer.Sign(Encoding.ASCII.GetBytes($"{header}.{payload}")))}";

    /// <summary>While <paramref name="test"/> runs, the issuer signs with a key that it does not publish.</summary>
    public async Task WithKeyAsync(SecurityKey key, Func<Task> test)
    {
        var published = Issuer.SigningKey;
        Issuer.SigningKey = key;
        try
        {
            await test();
        }
        finally
        {
            Issuer.SigningKey = published;
        }
    }

    public async Task AcceptedAsync(string token)
    {
        await SendAsync(token).IsFromServiceAsync();
    }

    /// <summary>401 with one of the closed list of descriptions and nothing of the token, and the service has seen nothing.</summary>
    public async Task RefusedAsync(string token)
    {
        api.Service.Forget();
        var (body, challenge) = await SendAsync(token).IsRefusedAsync(401, "invalid_token");
        var description = body.GetProperty("detail").GetString()!;
        Assert.Contains(description, Descriptions);
        Assert.Equal($"Bearer realm=\"gateway\", error=\"invalid_token\", error_description=\"{description}\", scope=\"read\"", challenge);
        Assert.Empty(api.Service.Seen);
    }

    /// <summary>Sends the bytes of a token as they are, also those that no client library would let pass.</summary>
    private Task<HttpResponseMessage> SendAsync(string token) =>
        Gateway.GetAsync("/api", change: request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token));
}
