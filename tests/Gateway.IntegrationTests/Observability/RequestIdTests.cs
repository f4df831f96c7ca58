using System.Net;

namespace Gateway.IntegrationTests.Observability;

/// <summary>One name for a request: on its answer, at its service, in the problem document, in the log and in the decisions.</summary>
public sealed class RequestIdTests : IAsyncLifetime
{
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync("'GET /': 'read'");

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Theory]
    [InlineData("Request-Id", "job-1234")]
    [InlineData("X-Request-Id", "0123456789abcdefABCDEF._-0123456789abcdefABCDEF._-0123456789abcd")]
    public async Task A_client_may_choose_it(string field, string id)
    {
        using var answer = await api.Gateway.GetAsync("/api", api.Issuer.Token("read"), request => request.Headers.Add(field, id));
        Assert.Equal((HttpStatusCode.OK, id, id), (answer.StatusCode, IdOf(answer), api.Service.Only.Header("Request-Id")));
        Assert.Null(api.Service.Only.Header("X-Request-Id"));

        using var refused = await api.Gateway.GetAsync("/api", change: request => request.Headers.Add(field, id));
        Assert.Equal(id, IdOf(refused));
        Assert.Contains(id, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains($"request {id}", api.Gateway.Log.Text, StringComparison.Ordinal);
        using var decision = await api.Gateway.Admin.GetAsync(new Uri($"/decisions/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, decision.StatusCode);
    }

    [Theory]
    [InlineData("short-1")]
    [InlineData("0123456789abcdefABCDEF._-0123456789abcdefABCDEF._-0123456789abcde")]
    [InlineData("with space")]
    [InlineData("${jndi:ldap://x}")]
    [InlineData("|legacy.1.")]
    [InlineData("job-1234, job-5678")]
    public async Task What_could_harm_who_reads_it_is_replaced_everywhere(string id)
    {
        using var answer = await api.Gateway.GetAsync("/api", api.Issuer.Token("read"), request =>
        {
            request.Headers.TryAddWithoutValidation("Request-Id", id);
            request.Headers.TryAddWithoutValidation("X-Request-Id", id);
        });
        Assert.Matches("^[0-9a-f]{32}$", IdOf(answer));
        Assert.Equal((IdOf(answer), null), (api.Service.Only.Header("Request-Id"), api.Service.Only.Header("X-Request-Id")));
    }

    [Fact]
    public async Task Two_of_them_are_none()
    {
        var answer = await RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!, "GET /api HTTP/1.1", "Host: x", "Request-Id: job-1234", "Request-Id: job-5678");
        Assert.DoesNotContain("job-", answer, StringComparison.Ordinal);
        Assert.Matches("Request-Id: [0-9a-f]{32}\r\n", answer);
    }

    [Theory]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("PUT", "/api", 405)]
    [InlineData("OPTIONS", "/api", 204)]
    [InlineData("TRACE", "/api", 501)]
    [InlineData("GET", "/.well-known/gateway/jwks.json", 200)]
    public async Task Every_answer_has_its_own(string method, string path, int status)
    {
        using var one = await api.Gateway.SendAsync(method, path);
        using var other = await api.Gateway.SendAsync(method, path);
        Assert.Equal(status, (int)one.StatusCode);
        Assert.NotEqual(IdOf(one), IdOf(other));
    }

    [Fact]
    public async Task A_service_does_not_rename_it_and_may_fail()
    {
        api.Service.Answer = context =>
        {
            context.Response.Headers["Request-Id"] = "of-the-service";
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        using var answer = await api.Gateway.GetAsync("/api", api.Issuer.Token("read"));
        Assert.Equal(((HttpStatusCode)500, IdOf(answer)), (answer.StatusCode, api.Service.Only.Header("Request-Id")));
        await api.Service.DisposeAsync();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(502, "service_unreachable");
    }

    [Fact]
    public async Task Of_a_valid_trace_the_service_is_told_traceparent_and_no_more()
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        using var answer = await api.Gateway.GetAsync("/api", api.Issuer.Token("read"), request =>
        {
            request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
            request.Headers.Add("tracestate", "vendor=1");
            request.Headers.Add("baggage", "tenant=other");
            request.Headers.Add("Correlation-Context", "tenant=other");
        });
        // Other tests of this process may be tracing, and then it is: the span may be the client's or the gateway's own (TraceTests).
        Assert.Matches($"^00-{trace}-[0-9a-f]{{16}}-0[01]$", api.Service.Only.Header("traceparent"));
        Assert.All((string[])["tracestate", "baggage", "Correlation-Context"], name => Assert.Null(api.Service.Only.Header(name)));
        Assert.False(answer.Headers.Contains("traceparent") || answer.Headers.Contains("tracestate"));
    }

    [Theory]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("|legacy.1.")]
    [InlineData("junk")]
    [InlineData(null)]
    public async Task An_invalid_trace_goes_no_further(string? trace)
    {
        using var answer = await api.Gateway.GetAsync("/api", api.Issuer.Token("read"), request =>
        {
            if (trace is not null)
            {
                request.Headers.TryAddWithoutValidation("traceparent", trace);
            }
        });
        if (api.Service.Only.Header("traceparent") is { } told)
        {
            Assert.Matches("^00-(?!0af7651916cd43dd8448eb211c80319c|0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]$", told);
        }
    }

    private static string IdOf(HttpResponseMessage answer) => answer.Headers.GetValues("Request-Id").Single();
}
