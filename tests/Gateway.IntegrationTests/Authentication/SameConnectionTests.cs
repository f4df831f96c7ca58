using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Authentication;

/// <summary>
/// A token that comes again on the same connection is not even hashed. Whatever has happened since, it is answered there as on a connection of
/// its own.
/// </summary>
public sealed class SameConnectionTests : IAsyncLifetime
{
    private readonly SettableClock clock = new();
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync("'GET /': 'read', 'GET /write': 'write'", clock: clock);

    public async Task DisposeAsync() => await api.DisposeAsync();

    public static readonly TheoryData<string, HttpStatusCode, string?> Since = new()
    {
        { "nothing", HttpStatusCode.OK, null },
        { "nearly expired", HttpStatusCode.OK, null },
        { "expired", HttpStatusCode.Unauthorized, "invalid_token" },
        { "clock set back", HttpStatusCode.Unauthorized, "invalid_token" },
        { "key gone", HttpStatusCode.Unauthorized, "invalid_token" },
        { "revoked", HttpStatusCode.Unauthorized, "invalid_token" },
        { "other operation", HttpStatusCode.Forbidden, "insufficient_scope" },
    };

    [Theory]
    [MemberData(nameof(Since))]
    public async Task It_is_answered_as_on_a_new_connection(string since, HttpStatusCode status, string? code)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var token = api.Issuer.Token("read", payload =>
        {
            payload["nbf"] = now;
            payload["exp"] = now + 60;
            payload["jti"] = "the-token";
        });
        using var connection = OneConnection();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((HttpStatusCode.OK, null), await AskAsync(connection, "/api", token));
        }

        await ApplyAsync(since);
        var path = since == "other operation" ? "/api/write" : "/api";
        Assert.Equal((status, code), await AskAsync(connection, path, token));
        using var another = new HttpClient { BaseAddress = connection.BaseAddress };
        Assert.Equal((status, code), await AskAsync(another, path, token));
    }

    [Fact]
    public async Task Another_token_there_is_another_caller()
    {
        var (one, other) = (api.Issuer.Token("read", payload => payload["sub"] = "one"), api.Issuer.Token("read", payload => payload["sub"] = "other"));
        using var connection = OneConnection();
        foreach (var (token, subject) in new[] { (one, "one"), (one, "one"), (other, "other"), (one, "one"), (other, "other"), (other, "other") })
        {
            Assert.Equal((HttpStatusCode.OK, null), await AskAsync(connection, "/api", token));
            Assert.Equal(subject, api.Service.Seen.Last().Header("Gateway-Subject"));
        }

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), await AskAsync(connection, "/api", other[..^1] + (other[^1] == 'A' ? 'Q' : 'A')));
        Assert.Equal((HttpStatusCode.Unauthorized, "no_credentials"), await AskAsync(connection, "/api", null));
    }

    [Fact]
    public async Task Many_callers_at_once_on_one_connection_of_HTTP_2_are_each_who_they_are()
    {
        await using var both = await Api.StartAsync("'GET /{who}': 'read'", settings: new Dictionary<string, string?>
        {
            ["Kestrel:EndpointDefaults:Protocols"] = "Http2",
        });
        using var client = new HttpClient
        {
            BaseAddress = both.Gateway.Client.BaseAddress,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var tokens = Enumerable.Range(0, 8).Select(who => both.Issuer.Token("read", payload => payload["sub"] = $"{who}")).ToList();
        await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
            Assert.Equal((HttpStatusCode.OK, null), await AskAsync(client, $"/api/{i % 8}", tokens[i % 8]))));
        Assert.Equal(400, both.Service.Seen.Count);
        Assert.All(both.Service.Seen, seen => Assert.EndsWith($"/{seen.Header("Gateway-Subject")}", seen.Target, StringComparison.Ordinal));
    }

    private HttpClient OneConnection() =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = api.Gateway.Client.BaseAddress };

    private async Task ApplyAsync(string since)
    {
        switch (since)
        {
            case "nearly expired":
                clock.Advance(TimeSpan.FromSeconds(89.5));
                break;
            case "expired":
                clock.Advance(TimeSpan.FromSeconds(90));
                break;
            case "clock set back":
                clock.Advance(TimeSpan.FromSeconds(-31));
                break;
            case "key gone":
                api.Issuer.Rotate();
                Assert.Equal((HttpStatusCode.OK, null), await AskAsync(api.Gateway.Client, "/api", api.Issuer.Token("read")));
                break;
            case "revoked":
                using (var made = await api.Gateway.Admin.PostAsJsonAsync(
                    new Uri("/revocations", UriKind.Relative), new { issuer = "main", jti = "the-token" }))
                {
                    made.EnsureSuccessStatusCode();
                }

                break;
        }
    }

    private static async Task<(HttpStatusCode Status, string? Code)> AskAsync(HttpClient client, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative))
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(body)!["code"]);
    }
}
