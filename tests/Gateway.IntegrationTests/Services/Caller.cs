using Gateway.Downstream.Testing;

namespace Gateway.IntegrationTests.Services;

/// <summary>Who calls, as the gateway would say it: with every scope, unless the test says otherwise.</summary>
internal sealed record Caller(string Kind, string? Subject, string? Client)
{
    public Dictionary<string, object> Claims { get; init; } = [];

    public string Scopes { get; init; } = SampleRoutes.EveryScope;

    public static Caller User(string subject, string client = "web-app") => new("user", subject, client);

    public static Caller Machine(string client) => new("machine", client, client);

    public Caller WithRoles(params string[] roles) => this with { Claims = new() { ["https://example.com/roles"] = roles } };

    public void Become(HttpClient http) => http.As(Subject, Scopes, Client, Kind, Claims.Count > 0 ? Claims : null);
}
