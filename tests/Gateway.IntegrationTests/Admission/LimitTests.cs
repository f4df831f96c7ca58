using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Admission;

/// <summary>No request and no connection takes more than it may.</summary>
public sealed class LimitTests
{
    private const string Open = "'POST /': { 'Public': true, 'Why': 'test' }, 'GET /': { 'Public': true, 'Why': 'test' }";

    /// <summary>Of the process, of an API, of an operation: the nearest counts.</summary>
    [Theory]
    [InlineData("", "", 1000, true)]
    [InlineData("", "", 1001, false)]
    [InlineData("'MaxBody': '2KB',", "", 2000, true)]
    [InlineData("'MaxBody': '2KB',", "", 2001, false)]
    [InlineData("'MaxBody': '10B',", "", 11, false)]
    [InlineData("'MaxBody': '10B',", ", 'MaxBody': '2KB'", 2000, true)]
    [InlineData("'MaxBody': '2KB',", ", 'MaxBody': '10B'", 11, false)]
    [InlineData("'MaxBody': '2KB',", ", 'MaxBody': 'none'", 5000, true)]
    [InlineData("'MaxBody': 'none',", "", 5000, true)]
    [InlineData("'MaxBody': 'none',", ", 'MaxBody': '0B'", 1, false)]
    [InlineData("'Yarp': { 'Route': { 'MaxRequestBodySize': 2000 } },", "", 2000, true)]
    [InlineData("'Yarp': { 'Route': { 'MaxRequestBodySize': 2000 } },", "", 2001, false)]
    [InlineData("'Yarp': { 'Route': { 'MaxRequestBodySize': 2000 } },", ", 'MaxBody': '3KB'", 3000, true)]
    public async Task A_body_has_its_limit_with_a_length_and_without(string api, string operation, int length, bool passes)
    {
        await using var open = await Api.StartAsync(
            $"'POST /': {{ 'Public': true, 'Why': 'test' {operation} }}", api, settings: Settings(("MaxBody", "1KB")));
        open.Service.Answer = async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await context.Response.WriteAsync("reached");
        };
        foreach (var chunked in new[] { false, true })
        {
            var sending = open.Gateway.SendAsync("POST", "/api", change: request =>
            {
                // Kestrel counts the frames of chunks too.
                request.Content = new ByteArrayContent(new byte[chunked && passes ? length * 9 / 10 : length]);
                request.Headers.TransferEncodingChunked = chunked;
            });
            await (passes ? sending.IsFromServiceAsync() : (Task)sending.IsRefusedAsync(413, "body_too_large"));
        }
    }

    [Fact]
    public async Task With_a_length_over_the_limit_the_service_hears_nothing_of_it()
    {
        await using var api = await Api.StartAsync(Open, settings: Settings(("MaxBody", "1KB")));
        var statuses = await RawConnection.StatusesAsync(
            api.Gateway.Client.BaseAddress!, "POST /api HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Length: 1001\r\n\r\n");
        Assert.Equal([413], statuses);
        Assert.Empty(api.Service.Seen);
    }

    /// <summary>Half of it has reached the service before the client has sent the rest; at the limit both sides are broken off.</summary>
    [Fact]
    public async Task A_body_is_not_kept_and_at_its_limit_the_service_is_told_that_it_is_not_whole()
    {
        await using var api = await Api.StartAsync(Open, settings: Settings(("MaxBody", "100KB")));
        var begun = new TaskCompletionSource();
        var broken = new TaskCompletionSource<Exception?>();
        api.Service.Answer = async context =>
        {
            try
            {
                await context.Request.Body.ReadExactlyAsync(new byte[40_000]);
                begun.SetResult();
                await context.Request.Body.CopyToAsync(Stream.Null);
                broken.SetResult(null);
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException)
            {
                broken.SetResult(failure);
            }
        };
        using var client = await RawConnection.OpenAsync(api.Gateway.Client.BaseAddress!);
        await client.WriteAsync($"POST /api HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\nc350\r\n{new string('x', 50_000)}\r\n");
        await begun.Task;
        await client.WriteAsync($"ea60\r\n{new string('x', 60_000)}\r\n");

        Assert.NotNull(await broken.Task);
        Assert.StartsWith("HTTP/1.1 413 ", await new StreamReader(client.Stream).ReadLineAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxRequestLine", "1KiB", 900, 200)]
    [InlineData("MaxRequestLine", "1KiB", 1100, 414)]
    public async Task A_request_line_has_its_limit(string setting, string value, int length, int status)
    {
        await using var api = await Api.StartAsync(Open, settings: Settings((setting, value)));
        var statuses = await RawConnection.StatusesAsync(
            api.Gateway.Client.BaseAddress!, $"GET /api?{new string('x', length)} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");
        Assert.Equal([status], statuses);
        Assert.Equal(status == 200 ? 1 : 0, api.Service.Seen.Count);
    }

    [Theory]
    [InlineData("MaxHeaders", "4KiB", 1, 3900, 200)]
    [InlineData("MaxHeaders", "4KiB", 1, 4100, 431)]
    [InlineData("MaxHeaders", "4KiB", 9, 500, 431)]
    [InlineData("MaxHeaderCount", "10", 8, 1, 200)]
    [InlineData("MaxHeaderCount", "10", 9, 1, 431)]
    public async Task Headers_have_their_limits(string setting, string value, int count, int length, int status)
    {
        await using var api = await Api.StartAsync(Open, settings: Settings((setting, value)));
        var headers = string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: {new string('x', length)}\r\n"));
        var statuses = await RawConnection.StatusesAsync(
            api.Gateway.Client.BaseAddress!, $"GET /api HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n{headers}\r\n");
        Assert.Equal([status], statuses);
        Assert.Equal(status == 200 ? 1 : 0, api.Service.Seen.Count);
    }

    [Theory]
    [InlineData("GET /api HTTP/1.1\r\nHost: gate", "HTTP/1.1 408 ")]
    [InlineData("GET /api HTTP/1.1\r\nHost: gateway\r\n\r\n", "HTTP/1.1 200 ")]
    public async Task Who_waits_too_long_loses_the_connection(string bytes, string answer)
    {
        await using var api = await Api.StartAsync(Open, settings: Settings(("HeadersTimeout", "1s"), ("KeepAlive", "1s")));
        // A machine may be so busy that the time is over before the gateway has read anything.
        var answered = "";
        await Eventually.IsSoAsync(async () => (answered = await AnsweredAsync()).Length > 0);
        Assert.StartsWith(answer, answered, StringComparison.Ordinal);

        async Task<string> AnsweredAsync()
        {
            using var client = await RawConnection.OpenAsync(api.Gateway.Client.BaseAddress!);
            try
            {
                await client.WriteAsync(bytes);
                return await new StreamReader(client.Stream).ReadToEndAsync(); // to its end: the server closes
            }
            catch (IOException)
            {
                return "";
            }
        }
    }

    [Fact]
    public async Task There_are_only_so_many_connections()
    {
        await using var api = await Api.StartAsync(Open, settings: Settings(("MaxConnections", "2")));
        using var first = await AskedAsync(api);
        using (await AskedAsync(api))
        {
            using var third = await RawConnection.OpenAsync(api.Gateway.Client.BaseAddress!);
            Assert.Equal(0, await third.Stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false));
        }

        // One is free again, as soon as the gateway has seen it.
        while (true)
        {
            using var next = await RawConnection.OpenAsync(api.Gateway.Client.BaseAddress!);
            await next.WriteAsync("GET /api HTTP/1.1\r\nHost: gateway\r\n\r\n");
            if (await next.Stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false) > 0)
            {
                return;
            }
        }
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public async Task There_are_only_so_many_WebSockets(string max, bool opens)
    {
        using var service = RawService.Start(
            "HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Accept: HSmrc0sMlYUkAGmm5OPpG2HaGWk=", "");
        await using var gateway = await TestGateway.StartAsync(
            $$"""{ 'Version': 1, 'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', 'Operations': { {{Open}} } } } }""",
            settings: Settings(("MaxUpgradedConnections", max)));
        using var client = await RawConnection.OpenAsync(gateway.Client.BaseAddress!);
        await client.WriteAsync("GET /api HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eHh4eHh4eHh4eHh4eHh4eA==\r\n\r\n");
        var line = await new StreamReader(client.Stream).ReadLineAsync();
        Assert.Equal(opens, line!.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal));
    }

    private static async Task<RawConnection> AskedAsync(Api api)
    {
        var connection = await RawConnection.OpenAsync(api.Gateway.Client.BaseAddress!);
        await connection.WriteAsync("GET /api HTTP/1.1\r\nHost: gateway\r\n\r\n");
        Assert.Equal(1, await connection.Stream.ReadAtLeastAsync(new byte[1], 1));
        return connection;
    }

    private static Dictionary<string, string?> Settings(params (string Name, string Value)[] settings) =>
        settings.ToDictionary(setting => $"Gateway:Admission:{setting.Name}", setting => (string?)setting.Value);
}
