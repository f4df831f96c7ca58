using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Downstream;

namespace Gateway.IntegrationTests.Services;

/// <summary>Who calls, told to a service in the headers the gateway would set.</summary>
internal sealed record Caller(string Kind, string? Subject, string? Client)
{
    public Dictionary<string, object> Claims { get; init; } = [];

    public static Caller User(string subject, string client = "web-app") => new("user", subject, client);

    public static Caller Machine(string client) => new("machine", client, client);

    public Caller WithRoles(params string[] roles) => this with { Claims = new() { ["https://example.com/roles"] = roles } };

    public void WriteTo(HttpRequestHeaders headers)
    {
        headers.Add(ClaimHeaders.Caller, Kind);
        headers.Add(ClaimHeaders.Issuer, "https://authority.example.com");
        headers.Add(ClaimHeaders.Scopes, "");
        if (Subject is not null)
        {
            headers.Add(ClaimHeaders.Subject, Subject);
        }

        if (Client is not null)
        {
            headers.Add(ClaimHeaders.Client, Client);
        }

        if (Claims.Count > 0)
        {
            headers.Add(ClaimHeaders.Claims, Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(Claims)));
        }
    }
}
