using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gateway.IntegrationTests.DevAuthority;

/// <summary>What an endpoint that speaks JSON answered.</summary>
internal sealed record TokenReply(HttpStatusCode Status, HttpResponseHeaders Headers, string Text)
{
    internal string? AccessToken => Member("access_token");

    internal string? RefreshToken => Member("refresh_token");

    internal string? Scope => Member("scope");

    internal string? Error => Member("error");

    internal JsonElement Json => JsonElement.Parse(Text);

    private string? Member(string name) => Json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
