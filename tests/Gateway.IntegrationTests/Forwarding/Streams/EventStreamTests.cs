using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Forwarding.Streams;

/// <summary>What a service sends bit by bit arrives bit by bit, and a stream ends with the token that allowed it.</summary>
public sealed class EventStreamTests
{
    private const string Operations = "'GET /': 'read', 'POST /': 'read', 'GET /open': { 'Public': true, 'Why': 'test' }";

    private static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly SettableClock clock = new();
    private readonly TaskCompletionSource go = new();
    private readonly TaskCompletionSource cancelled = new();

    [Theory]
    [InlineData("GET", "text/event-stream")]
    [InlineData("POST", "text/event-stream; charset=utf-8")] // streamable HTTP
    [InlineData("GET", "application/json-seq")]
    public async Task An_event_arrives_while_the_service_still_writes(string method, string type)
    {
        await using var api = await StartAsync(type);
        using var answer = await SendAsync(api, method, "/api");
        using var stream = await answer.Content.ReadAsStreamAsync();
        Assert.Equal("data: one\n\n", await ReadAsync(stream));
        go.SetResult();
        Assert.Equal("data: two\n\n", await ReadAsync(stream));
        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task Its_headers_arrive_before_the_first_event()
    {
        await using var api = await StartAsync("text/event-stream", first: "");
        using var answer = await SendAsync(api, "GET", "/api");
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        go.SetResult();
        Assert.Equal("data: two\n\n", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/grpc")]
    public async Task When_the_token_is_not_good_any_more_it_is_broken_off_on_both_sides(string type)
    {
        await using var api = await StartAsync(type);
        using var answer = await SendAsync(api, "GET", "/api");
        using var stream = await answer.Content.ReadAsStreamAsync();
        await ReadAsync(stream);
        clock.Advance(TokenLife + ClockSkew - TimeSpan.FromSeconds(1));
        Assert.False(cancelled.Task.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));
        // No clean end: what is missing, nobody may take for all there was.
        await Assert.ThrowsAnyAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1]));
        await cancelled.Task;
        Assert.Contains("A stream of api GET / is broken off", api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api", "application/octet-stream")] // a download
    [InlineData("/api/open", "text/event-stream")] // without a token
    public async Task Any_other_answer_goes_on_to_its_end(string path, string type)
    {
        await using var api = await StartAsync(type);
        using var answer = await SendAsync(api, "GET", path);
        using var stream = await answer.Content.ReadAsStreamAsync();
        await ReadAsync(stream);
        clock.Advance(TokenLife + ClockSkew + TimeSpan.FromDays(1));
        go.SetResult();
        Assert.Equal("data: two\n\n", await ReadAsync(stream));
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_the_call_of_the_service()
    {
        await using var api = await StartAsync("text/event-stream");
        using (var answer = await SendAsync(api, "GET", "/api"))
        {
            await ReadAsync(await answer.Content.ReadAsStreamAsync());
        }

        await cancelled.Task;
    }

    [Fact]
    public async Task So_does_one_that_goes_away_before_there_is_an_answer()
    {
        await using var api = await Api.StartAsync(Operations);
        var arrived = new TaskCompletionSource();
        api.Service.Answer = async context =>
        {
            context.RequestAborted.Register(cancelled.SetResult);
            arrived.SetResult();
            await cancelled.Task;
        };
        var call = api.Gateway.GetAsync("/api", api.Issuer.Token("read"));
        await arrived.Task;
        api.Gateway.Client.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task;
    }

    /// <summary>Its service sends an event, and another one when it is told to.</summary>
    private async Task<Api> StartAsync(string type, string first = "data: one\n\n")
    {
        var api = await Api.StartAsync(Operations, clock: clock);
        api.Service.Answer = async context =>
        {
            context.Response.ContentType = type;
            context.RequestAborted.Register(() => cancelled.TrySetResult());
            await context.Response.WriteAsync(first);
            await context.Response.Body.FlushAsync();
            await Task.WhenAny(go.Task, cancelled.Task);
            await context.Response.WriteAsync("data: two\n\n");
        };
        return api;
    }

    private static Task<HttpResponseMessage> SendAsync(Api api, string method, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new("Bearer", api.Issuer.Token("read"));
        return api.Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        var buffer = new byte["data: one\n\n".Length];
        await stream.ReadExactlyAsync(buffer);
        return Encoding.ASCII.GetString(buffer);
    }
}
