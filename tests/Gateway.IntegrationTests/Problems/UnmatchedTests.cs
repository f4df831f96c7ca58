using System.Net;

namespace Gateway.IntegrationTests.Problems;

/// <summary>Silence is refusal: what the routes file does not name is answered at the edge, before any token is looked at.</summary>
public sealed class UnmatchedTests : IAsyncLifetime
{
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync("'GET /things/{id:int}': 'read', 'DELETE /things/{id:int}': 'write', 'OPTIONS /own': 'read'");

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/nothing")]
    [InlineData("/api/things/abc")]
    [InlineData("/api/things/1/2")]
    [InlineData("/apix/things/1")]
    public async Task An_unlisted_path_is_404_whoever_asks(string path)
    {
        await api.Gateway.GetAsync(path).IsRefusedAsync(404, "not_found");
        await api.Gateway.GetAsync(path, "not-a-token").IsRefusedAsync(404, "not_found");
        await api.Gateway.GetAsync(path, api.Issuer.Token("read write")).IsRefusedAsync(404, "not_found");
        Assert.Empty(api.Service.Seen);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("FOO")]
    public async Task Another_method_is_405_with_those_there_are(string method)
    {
        using var answer = await api.Gateway.SendAsync(method, "/api/things/1");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["DELETE", "GET", "HEAD"], answer.Content.Headers.Allow.Order());
        Assert.Contains("method_not_allowed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task GET_covers_HEAD()
    {
        using var answer = await api.Gateway.SendAsync("HEAD", "/api/things/1", api.Issuer.Token("read"));
        Assert.Equal((HttpStatusCode.OK, "HEAD"), (answer.StatusCode, api.Service.Only.Method));
        using var refused = await api.Gateway.SendAsync("HEAD", "/api/things/1");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task OPTIONS_is_answered_at_the_edge_unless_it_is_an_operation()
    {
        using var edge = await api.Gateway.SendAsync("OPTIONS", "/api/things/1", change: r =>
        {
            r.Headers.Add("Origin", "https://app.example.com");
            r.Headers.Add("Access-Control-Request-Method", "DELETE");
        });
        Assert.Equal(HttpStatusCode.NoContent, edge.StatusCode);
        Assert.Equal(["DELETE", "GET", "HEAD"], edge.Content.Headers.Allow.Order());
        Assert.DoesNotContain(edge.Headers, h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(api.Service.Seen);

        await api.Gateway.SendAsync("OPTIONS", "/api/own").IsRefusedAsync(401, "no_credentials");
        await api.Gateway.SendAsync("OPTIONS", "/api/own", api.Issuer.Token("read")).IsFromServiceAsync();
    }

    [Fact]
    public async Task The_request_id_of_a_refusal_is_in_the_log()
    {
        var (body, _) = await api.Gateway.GetAsync("/api/things/1").IsRefusedAsync(401, "no_credentials");
        Assert.Contains(
            $"no_credentials (-) at api GET /things/{{id:int}}, request {body.GetProperty("request_id").GetString()}",
            api.Gateway.Log.Text,
            StringComparison.Ordinal);
    }
}
