using System.Net;
using System.Text.Json;
using Gateway.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.IntegrationTests;

/// <summary>
/// One issuer, one service, one gateway between a client and it: what most promises are tested on. The issuer is trusted as
/// <c>rfc9068</c> for <see cref="TestIssuer.Audience"/>; a test names the operations.
/// </summary>
internal sealed class Api : IAsyncDisposable
{
    private Api(TestIssuer issuer, RecordingUpstream service, TestGateway gateway)
    {
        Issuer = issuer;
        Service = service;
        Gateway = gateway;
    }

    public TestIssuer Issuer { get; }

    public RecordingUpstream Service { get; }

    public TestGateway Gateway { get; }

    /// <param name="operations">The members of <c>Operations</c>; single quotes will do.</param>
    /// <param name="api">Further members of the API, ended by a comma.</param>
    /// <param name="issuerMembers">Further members of the issuer, each led by a comma.</param>
    /// <param name="scopes">The members of the catalogue.</param>
    /// <param name="settings">As in <c>appsettings.json</c>.</param>
    public static async Task<Api> StartAsync(
        string operations,
        string api = "",
        string issuerMembers = "",
        string scopes = "'read': 'r', 'write': { 'Description': 'w', 'Implies': ['read'] }, 'audit': 'a', 'people': 'p'",
        TimeProvider? clock = null,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var issuer = await TestIssuer.StartAsync(clock);
        var service = await RecordingUpstream.StartAsync();
        var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' {{issuerMembers}} } },
              'Scopes': { {{scopes}} },
              'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', {{api}} 'Operations': { {{operations}} } } }
            }
            """,
            clock,
            settings: settings);
        return new Api(issuer, service, gateway);
    }

    /// <summary>A payload with one member written as given, whatever JSON it is.</summary>
    public string PayloadWith(string claim, string json)
    {
        var token = Issuer.Token("read", payload => payload[claim] = "\u0001");
        return Base64UrlEncoder.Decode(token.Split('.')[1]).Replace("\"\\u0001\"", json, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Service.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

/// <summary>What an answer has to be.</summary>
internal static class Answers
{
    /// <summary>It reached the service and came back.</summary>
    public static async Task IsFromServiceAsync(this Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.Equal((HttpStatusCode.OK, "reached"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>It is this refusal, in the form that every refusal has. The body is handed back for more.</summary>
    public static async Task<(JsonElement Body, string? Challenge)> IsRefusedAsync(
        this Task<HttpResponseMessage> sending, int status, string code)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var body = JsonElement.Parse(text);
        Assert.Equal((code, status), (body.GetProperty("code").GetString(), body.GetProperty("status").GetInt32()));
        Assert.NotEmpty(body.GetProperty("request_id").GetString()!);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.False(answer.Headers.Contains("Server"));
        return (body, answer.Headers.WwwAuthenticate.Count == 0 ? null : answer.Headers.WwwAuthenticate.ToString());
    }

    /// <summary>401 with one of the closed list of descriptions.</summary>
    public static async Task IsRefusedTokenAsync(this Task<HttpResponseMessage> sending, string description)
    {
        var (body, challenge) = await sending.IsRefusedAsync(401, "invalid_token");
        Assert.Equal(description, body.GetProperty("detail").GetString());
        Assert.Contains($"error=\"invalid_token\", error_description=\"{description}\"", challenge, StringComparison.Ordinal);
    }
}
