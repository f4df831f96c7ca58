using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.IntegrationTests.Forwarding.Faults;

/// <summary>What the client sees of a service that fails: a refusal with its status, or a body that is seen to be cut, and never a wrong answer.</summary>
public sealed class FaultTests
{
    private const string Quick = "'HttpRequest': { 'ActivityTimeout': '00:00:02' },";

    public static TheoryData<string, int, string> Faults => new()
    {
        { "silence", 504, "service_timeout" },
        { "trickle", 504, "service_timeout" },
        { "reset before an answer", 502, "service_unreachable" },
        { "reset in the headers", 502, "service_unreachable" },
        { "closed before an answer", 502, "service_unreachable" },
        { "closed in the headers", 502, "service_unreachable" },
        { "no HTTP", 502, "service_unreachable" },
        { "a header without a name", 502, "service_unreachable" },
        { "two lengths", 502, "service_unreachable" },
        { "a length that is none", 502, "service_unreachable" },
        { "a header without end", 502, "service_unreachable" },
        { "a chunk that is none", 502, "service_unreachable" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_is_its_own_refusal_and_the_next_answer_is_clean(string fault, int status, string code)
    {
        await using var api = await FaultyApi.StartAsync(cluster: status == 504 ? Quick : "");
        api.Ways[0].Fault = Named(fault);
        using var answer = await api.GetAsync();
        await Task.FromResult(answer).IsRefusedAsync(status, code);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);

        api.Ways[0].Fault = Testing.Faults.None;
        await api.GetAsync().IsFromServiceAsync();
        Assert.DoesNotContain("internal_error", api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_cannot_be_connected_to_is_504_after_the_time_for_that()
    {
        using var hole = await BlackHole.OpenAsync();
        await using var gateway = await TestGateway.StartAsync(
            FaultyApi.Routes([hole.Url]), settings: new Dictionary<string, string?> { ["Gateway:Forwarding:ConnectTimeout"] = "1s" });
        using var before = new CancellationTokenSource(Eventually.Patience);
        await gateway.Client.GetAsync(new Uri("/api", UriKind.Relative), before.Token).IsRefusedAsync(504, "service_timeout");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_body_that_breaks_off_is_never_a_whole_answer(bool hasLength, bool reset)
    {
        await using var api = await FaultyApi.StartAsync();
        api.Service.Answer = context => HalfThenRestAsync(context, hasLength);
        api.Ways[0].Fault = reset ? Testing.Faults.ResetAfter(6000) : Testing.Faults.CloseAfter(6000);

        await Assert.ThrowsAsync<HttpRequestException>(() => api.GetAsync());
        Assert.Single(api.Service.Seen);

        api.Ways[0].Fault = Testing.Faults.None;
        using var whole = await api.GetAsync();
        Assert.Equal(10000, (await whole.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Over_HTTP_2_the_stream_is_reset_and_the_connection_stays()
    {
        await using var api = await FaultyApi.StartAsync(settings: new Dictionary<string, string?> { ["Kestrel:EndpointDefaults:Protocols"] = "Http2" });
        api.Service.Answer = context => HalfThenRestAsync(context, hasLength: false);
        api.Ways[0].Fault = Testing.Faults.ResetAfter(6000);
        using var cut = await api.Gateway.Client.SendAsync(OverHttp2(), HttpCompletionOption.ResponseHeadersRead);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => cut.Content.ReadAsByteArrayAsync());
        // NO_ERROR (0) could be taken for an end (RFC 9113 section 8.1).
        Assert.NotEqual(0, Assert.IsType<HttpProtocolException>(failure.GetBaseException()).ErrorCode);

        api.Ways[0].Fault = Testing.Faults.None;
        using var whole = await api.Gateway.Client.SendAsync(OverHttp2());
        Assert.Equal(10000, (await whole.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_before_its_trailers_is_not_whole()
    {
        await using var api = await FaultyApi.StartAsync(
            cluster: "'HttpRequest': { 'Version': '2', 'VersionPolicy': 'RequestVersionExact' },",
            settings: new Dictionary<string, string?> { ["Kestrel:EndpointDefaults:Protocols"] = "Http2" },
            kestrel: server => server.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var arrived = new TaskCompletionSource();
        api.Service.Answer = async context =>
        {
            context.Response.DeclareTrailer("grpc-status");
            await context.Response.WriteAsync("all of the body");
            await context.Response.Body.FlushAsync();
            await arrived.Task;
            context.Abort();
        };
        using var cut = await api.Gateway.Client.SendAsync(OverHttp2(), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await cut.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte["all of the body".Length]);
        arrived.SetResult();
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false));
    }

    [Fact]
    public async Task An_HTTP_2_connection_that_has_gone_silent_is_given_up_by_its_pings_and_not_after_a_minute()
    {
        await using var api = await FaultyApi.StartAsync(
            cluster: "'HttpRequest': { 'Version': '2', 'VersionPolicy': 'RequestVersionExact' },",
            settings: new Dictionary<string, string?> { ["Gateway:Forwarding:PingAfter"] = "1s", ["Gateway:Forwarding:PingTimeout"] = "5s" },
            kestrel: server => server.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        await api.GetAsync().IsFromServiceAsync();

        api.Ways[0].Fault = Testing.Faults.Silence;
        await api.GetAsync().IsRefusedAsync(502, "service_unreachable");
        api.Ways[0].Fault = Testing.Faults.None;
        await api.GetAsync().IsFromServiceAsync();
        Assert.Equal(2, api.Ways[0].Connections);
    }

    [Fact]
    public async Task A_client_that_leaves_is_no_failure_of_the_service()
    {
        await using var api = await FaultyApi.StartAsync(api: "'Resilience': { 'CircuitBreaker': { 'MinimumRequests': 2 } },");
        var left = 0;
        var entered = new SemaphoreSlim(0);
        api.Service.Answer = async context =>
        {
            entered.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Increment(ref left);
        };
        for (var clients = 1; clients <= 5; clients++)
        {
            using var leaves = new CancellationTokenSource();
            var waiting = api.Gateway.Client.GetAsync(new Uri("/api", UriKind.Relative), leaves.Token);
            await entered.WaitAsync();
            await leaves.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            await Eventually.IsSoAsync(() => Volatile.Read(ref left) == clients);
        }

        Assert.Equal(5, left);
        api.Service.Answer = context => context.Response.WriteAsync("reached");
        await api.GetAsync().IsFromServiceAsync();
        Assert.DoesNotContain("Warning Gateway", api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    private static HttpRequestMessage OverHttp2() => new(HttpMethod.Get, "/api")
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>10,000 bytes, the first half of them on their way before the second.</summary>
    private static async Task HalfThenRestAsync(HttpContext context, bool hasLength)
    {
        context.Response.ContentLength = hasLength ? 10000 : null;
        await context.Response.WriteAsync(new string('x', 5000));
        await context.Response.Body.FlushAsync();
        await context.Response.WriteAsync(new string('x', 5000));
    }

    private static Fault Named(string fault) => fault switch
    {
        "silence" => Testing.Faults.Silence,
        "trickle" => Testing.Faults.Trickle(TimeSpan.FromMilliseconds(100)),
        "reset before an answer" => Testing.Faults.ResetAfter(0),
        "reset in the headers" => Testing.Faults.ResetAfter(30),
        "closed before an answer" => Testing.Faults.CloseAfter(0),
        "closed in the headers" => Testing.Faults.CloseAfter(30),
        "no HTTP" => Testing.Faults.Say("220 mail.example.com ready\r\n\r\n"),
        "a header without a name" => Testing.Faults.Say("HTTP/1.1 200 OK\r\n: x\r\nContent-Length: 2\r\n\r\nok"),
        "two lengths" => Testing.Faults.Say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!"),
        "a length that is none" => Testing.Faults.Say("HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok"),
        "a header without end" => Testing.Faults.Say($"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 100_000)}\r\n\r\n"),
        "a chunk that is none" => Testing.Faults.Say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nok\r\n"),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
