using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Documents;

/// <summary>The document of a running gateway, and how it comes to what its services say.</summary>
public sealed class OpenApiEndpointTests
{
    private const string Served =
        """{"openapi":"3.1.0","info":{"title":"s","version":"1"},"paths":{"/x":{"get":{"operationId":"known","summary":"From the service","responses":{"200":{"description":"ok"}}}}}}""";

    [Fact]
    public async Task Anybody_can_read_it_and_caches_may_keep_it_for_a_minute()
    {
        await using var api = await Api.StartAsync("'GET /x': 'read'");

        using var answer = await api.Gateway.GetAsync("/openapi.json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("public, max-age=60", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.ETag!.IsWeak);
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(api.Gateway.Client.BaseAddress!.ToString().TrimEnd('/'), document["servers"]![0]!["url"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_has_it_is_not_sent_it_again()
    {
        await using var api = await Api.StartAsync("'GET /x': 'read'");
        using var first = await api.Gateway.GetAsync("/openapi.json");

        using var again = await api.Gateway.GetAsync("/openapi.json", change: request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        using var other = await api.Gateway.GetAsync("/openapi.json", change: request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\"")));
        using var head = await api.Gateway.SendAsync("HEAD", "/openapi.json");

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(first.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task It_names_the_address_that_the_gateway_is_configured_with_whatever_the_request_says()
    {
        await using var api = await Api.StartAsync("'GET /x': 'read'", settings: new Dictionary<string, string?> { ["Gateway:PublicUrl"] = "https://api.example.com/" });

        Assert.Equal("https://api.example.com", (await DocumentAsync(api))["servers"]![0]!["url"]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_method_is_405()
    {
        await using var api = await Api.StartAsync("'GET /x': 'read'");

        using var answer = await api.Gateway.SendAsync("POST", "/openapi.json");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task What_the_service_says_is_fetched_in_the_background_kept_when_it_fails_and_replaced_when_it_says_something_else()
    {
        var clock = new SettableClock();
        await using var service = await RecordingUpstream.StartAsync();
        var answer = TestAnswer.Json(Served);
        service.Answer = context => answer(context);
        await using var api = await StartAsync(service, clock);

        await UntilAsync(api, "From the service");
        answer = TestAnswer.Status(500);
        await NextFetchAsync(service, clock);
        Assert.Contains("From the service", await TextAsync(api), StringComparison.Ordinal);
        answer = TestAnswer.Json("[]");
        await NextFetchAsync(service, clock);
        Assert.Contains("From the service", await TextAsync(api), StringComparison.Ordinal);
        answer = TestAnswer.Json(Served.Replace("From the service", "Another text", StringComparison.Ordinal));
        await UntilAsync(api, "Another text", clock);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_keeps_nobody_waiting()
    {
        await using var service = await RecordingUpstream.StartAsync();
        service.Answer = context => TestAnswer.Hanging()(context);
        await using var api = await StartAsync(service, new SettableClock());

        Assert.Contains("a GET /x", await TextAsync(api), StringComparison.Ordinal);
        Assert.DoesNotContain("From the service", await TextAsync(api), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_too_large_is_not_taken()
    {
        var clock = new SettableClock();
        await using var service = await RecordingUpstream.StartAsync();
        service.Answer = context => TestAnswer.Json(Served + new string(' ', 4 * 1024 * 1024))(context);
        await using var api = await StartAsync(service, clock);

        await NextFetchAsync(service, clock);
        await NextFetchAsync(service, clock);

        Assert.DoesNotContain("From the service", await TextAsync(api), StringComparison.Ordinal);
    }

    private static Task<TestGateway> StartAsync(RecordingUpstream service, SettableClock clock) => TestGateway.StartAsync(
        $$"""
        {
          'Version': 1,
          'Apis': { 'a': { 'Prefix': '/a', 'Upstream': '{{service.Url}}', 'OpenApi': '/own/doc.json', 'Operations': { 'GET /x': { 'Public': true, 'Why': 'w' } } } }
        }
        """,
        clock);

    /// <summary>The clock is moved on until the service is asked again.</summary>
    private static Task NextFetchAsync(RecordingUpstream service, SettableClock clock)
    {
        var before = service.Seen.Count;
        return Eventually.IsSoAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(66));
            return service.Seen.Count > before;
        });
    }

    /// <param name="clock">Is moved on meanwhile: time may run out for a fetch that is under way, and there is another.</param>
    private static Task UntilAsync(TestGateway gateway, string text, SettableClock? clock = null) => Eventually.IsSoAsync(async () =>
    {
        clock?.Advance(TimeSpan.FromSeconds(66));
        return (await TextAsync(gateway)).Contains(text, StringComparison.Ordinal);
    });

    private static Task<string> TextAsync(TestGateway gateway) => gateway.Client.GetStringAsync(new Uri("/openapi.json", UriKind.Relative));

    private static async Task<JsonNode> DocumentAsync(Api api) => JsonNode.Parse(await TextAsync(api.Gateway))!;
}
