using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Observability;

/// <summary>The spans that a collector receives: what a request was and what became of it, and nothing of who sent what. Alone: spans are the whole process's.</summary>
[Collection(AloneCollection.Name)]
public sealed class TraceTests : IAsyncLifetime
{
    /// <summary>Spans are collected from the whole process, other tests' gateways included: these operations are this test's only.</summary>
    private readonly string path = "/" + Guid.NewGuid().ToString("N");

    private OtlpCollector collector = null!;
    private Api api = null!;

    public async Task InitializeAsync()
    {
        collector = await OtlpCollector.StartAsync();
        api = await Api.StartAsync($"'GET {path}/{{id}}': 'read'", settings: collector.Settings);
    }

    public async Task DisposeAsync()
    {
        await api.DisposeAsync();
        await collector.DisposeAsync();
    }

    [Fact]
    public async Task An_allowed_request_is_a_span_of_its_operation_with_the_call_of_the_service_below_it()
    {
        await api.Gateway.GetAsync($"/api{path}/private-name?q=private-query", api.Issuer.Token("read")).IsFromServiceAsync();
        var span = await SpanAsync("allowed");

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["http.request.method"] = "GET",
                ["http.route"] = $"/api{path}/{{id}}",
                ["http.response.status_code"] = "200",
                ["url.scheme"] = "http",
                ["network.protocol.version"] = "1.1",
                ["gateway.operation"] = $"api GET {path}/{{id}}",
                ["gateway.outcome"] = "allowed",
                ["gateway.request_id"] = span.Attributes["gateway.request_id"],
            },
            span.Attributes);
        Assert.Equal((2, false), (span.Kind, span.Failed));

        var call = await collector.ChildAsync(span);
        Assert.Equal(3, call.Kind);
        Assert.Equal("200", call.Attributes["http.response.status_code"]);
        Assert.Equal("127.0.0.1", call.Attributes["server.address"]);
        Assert.DoesNotContain("url.full", call.Attributes.Keys);
    }

    [Fact]
    public async Task A_valid_trace_is_continued_with_a_span_of_the_gateways()
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        await api.Gateway.GetAsync($"/api{path}/1", api.Issuer.Token("read"), request => request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01"))
            .IsFromServiceAsync();
        Assert.Matches($"^00-{trace}-(?!b7ad6b7169203331)[0-9a-f]{{16}}-0[01]$", api.Service.Only.Header("traceparent"));
    }

    [Theory]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("junk")]
    [InlineData(null)]
    public async Task An_invalid_trace_is_replaced(string? trace)
    {
        await api.Gateway.GetAsync($"/api{path}/1", api.Issuer.Token("read"), request =>
        {
            if (trace is not null)
            {
                request.Headers.TryAddWithoutValidation("traceparent", trace);
            }
        }).IsFromServiceAsync();
        Assert.Matches("^00-(?!0af7651916cd43dd8448eb211c80319c|0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]$", api.Service.Only.Header("traceparent"));
    }

    [Fact]
    public async Task A_refusal_says_why()
    {
        await api.Gateway.GetAsync($"/api{path}/1", api.Issuer.Token("audit")).IsRefusedAsync(403, "insufficient_scope");
        var span = await SpanAsync("insufficient_scope");
        Assert.Equal(("403", false), (span.Attributes["http.response.status_code"], span.Failed));

        await api.Gateway.GetAsync($"/api{path}/1", "no.token.atall").IsRefusedAsync(401, "invalid_token");
        var unreadable = await SpanAsync("invalid_token");
        Assert.Equal("malformed", unreadable.Attributes["gateway.reason"]);
    }

    [Fact]
    public async Task A_service_that_fails_makes_it_an_error()
    {
        api.Service.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        using var answer = await api.Gateway.GetAsync($"/api{path}/1", api.Issuer.Token("read"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var span = await SpanAsync("allowed");
        Assert.Equal(("500", true), (span.Attributes["error.type"], span.Failed));

        await api.Service.DisposeAsync();
        await api.Gateway.GetAsync($"/api{path}/1", api.Issuer.Token("read")).IsRefusedAsync(502, "service_unreachable");
        var unreachable = await SpanAsync("service_unreachable");
        Assert.Equal(("service_unreachable", true), (unreachable.Attributes["error.type"], unreachable.Failed));
    }

    [Fact]
    public async Task Nothing_of_a_path_a_query_a_token_or_a_subject_leaves_in_traces_metrics_or_logs()
    {
        var subject = "subject-" + Guid.NewGuid().ToString("N");
        var token = api.Issuer.Token("read", payload => payload["sub"] = subject);
        using var request = await api.Gateway.GetAsync($"/api{path}/private-name?q=private-query", token, change: one =>
            one.Headers.TryAddWithoutValidation("User-Agent", "private-agent"));
        using var unmatched = await api.Gateway.GetAsync("/private-nowhere", token);
        using var refused = await api.Gateway.GetAsync($"/api{path}/private-name?access_token={token}");
        await SpanAsync("invalid_request");
        await collector.UntilReceivedAsync("metrics", path);
        await collector.UntilReceivedAsync("logs", path);

        string[] parts = ["private-", subject, .. token.Split('.')];
        foreach (var part in parts)
        {
            Assert.DoesNotContain(part, collector.Text, StringComparison.Ordinal);
        }

        IssuedSecrets.RequireNoneIn(collector.Text, "what was sent");
    }

    private Task<OtlpSpan> SpanAsync(string outcome) => collector.SpanAsync($"{path}/{{id}}", outcome);
}
