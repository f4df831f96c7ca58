using System.Net;
using System.Text.Json;
using Xunit;

namespace Gateway.Testing;

/// <summary>What an answer has to be.</summary>
public static class Answers
{
    /// <summary>It reached the service and came back.</summary>
    public static async Task IsFromServiceAsync(this Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.Equal((HttpStatusCode.OK, "reached"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>
    /// It is this refusal, in the form that every refusal has. The body is handed back for more, and the challenge but for the address of the
    /// metadata, which every one ends with.
    /// </summary>
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
        var challenge = answer.Headers.WwwAuthenticate.Count == 0 ? null : answer.Headers.WwwAuthenticate.ToString();
        if (!body.TryGetProperty("type", out var type))
        {
            return (body, challenge); // of the admin listener
        }

        Assert.Equal(body.GetProperty("request_id").GetString(), answer.Headers.GetValues("Request-Id").Single());
        var gateway = answer.RequestMessage!.RequestUri!.GetLeftPart(UriPartial.Authority);
        Assert.Equal($"{gateway}/.well-known/gateway/problems/{code}", type.GetString());
        var metadata = $", resource_metadata=\"{gateway}/.well-known/oauth-protected-resource";
        Assert.True(challenge is null || challenge.Contains(metadata, StringComparison.Ordinal), challenge);
        return (body, challenge?.Split(metadata)[0]);
    }

    /// <summary>401 with one of the closed list of descriptions.</summary>
    public static async Task IsRefusedTokenAsync(this Task<HttpResponseMessage> sending, string description)
    {
        var (body, challenge) = await sending.IsRefusedAsync(401, "invalid_token");
        Assert.Equal(description, body.GetProperty("detail").GetString());
        Assert.Contains($"error=\"invalid_token\", error_description=\"{description}\"", challenge, StringComparison.Ordinal);
    }
}
